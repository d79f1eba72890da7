import { createChecker, type Checker } from "../contract/checks/checkLog.ts";
import { FindingPlacer } from "../contract/file/placeFindings.ts";
import { emptyFolder } from "../contract/measure/folderFacts.ts";
import type { RunOutcome } from "../contract/measure/runOutcome.ts";
import type { Contract } from "../contract/model/contract.ts";
import { contractForLog, sameForLog, type BuiltInUse, type ContractForLog } from "../contract/model/contractForLog.ts";
import type { Finding } from "../contract/model/finding.ts";
import type { FormatName } from "../formats/model/format.ts";
import type { NamesByRole, Roles } from "../series/roles/roles.ts";
import type { LogTable } from "../log/columns/columns.ts";
import type { LogProblems } from "../log/records/logProblem.ts";
import { contractFinding } from "./contractFinding.ts";
import type { Contracts, LoadedContract } from "./contracts.ts";
import { formatNames } from "./formatNames.ts";
import { signsOf, type Liveness } from "./liveness.ts";
import type { RunFolder } from "./runFolder.ts";
import type { RunLife } from "./runState.ts";

/** A log as far as it was read. */
export interface ReadRun {
  readonly table: LogTable;
  /** A last line without its newline among them. */
  readonly problems: LogProblems;
  /** The texts of lines (1-based), by line, as far as there are any: findings are placed in them. */
  readonly textsAt: (lines: readonly number[]) => Promise<ReadonlyMap<number, string>>;
  /** When it was written last, in milliseconds since 1970. */
  readonly modified: number;
}

/** What a check found, and the state of the run that it found it in. */
export interface RunVerdict {
  /** As the checks gave them, before any severities. */
  readonly found: readonly Finding[];
  readonly outcome: RunOutcome;
  readonly life: RunLife;
  /** The contract as it holds for the log. */
  readonly contract: Contract;
  readonly roles: Roles;
}

export interface RunCheckDeps {
  readonly contracts: Contracts;
  readonly folder: RunFolder;
  readonly liveness: Liveness;
  /** When the built-in list holds for a run without one; `auto` where absent. */
  readonly builtIn?: () => BuiltInUse;
  /** The columns that a person chose for roles of this run; none where absent. */
  readonly chosen?: () => NamesByRole | undefined;
  /** The log's format; JSON Lines where it is null or absent. */
  readonly format?: FormatName | null | undefined;
}

const nothingChosen: NamesByRole = {};

/** Names are read again at every check of a log this young, and whenever it has grown by this factor. */
const fewRecords = 200;
const growth = 1.25;

/**
 * What the contract says of one log, as both are now; the same in the worker and on the command line. Invariant: what is
 * new in a log is checked by the contract that the rest of it was checked by; with another contract, or another log in
 * its place, all of it is checked again.
 */
export class RunCheck {
  readonly #log: string;
  readonly #deps: RunCheckDeps;
  #checker: Checker | null = null;
  #placer = new FindingPlacer();
  #loaded: LoadedContract | null = null;
  #reading: {
    readonly of: Contract;
    readonly keys: number;
    readonly records: number;
    readonly use: BuiltInUse;
    readonly chosen: NamesByRole;
    readonly value: ContractForLog;
  } | null = null;

  constructor(log: string, deps: RunCheckDeps) {
    this.#log = log;
    this.#deps = deps;
  }

  /** The contract that holds; null until it was read. */
  get contract(): LoadedContract | null {
    return this.#loaded;
  }

  /** Whether what was read was checked by the contract that holds: if not, the next check begins with the first record. */
  get isUnderWay(): boolean {
    return this.#checker !== null;
  }

  /** The contract is read again before the next check. */
  dropContract(): void {
    this.#loaded = null;
  }

  /**
   * The contract as it holds for a log: with the names of its columns. Read again as the log gets keys or grows, since what
   * a column holds tells its role.
   */
  forLog(table: LogTable, { contract }: LoadedContract): ContractForLog {
    const { records } = table;
    const keys = table.keys.length;
    const use = this.#deps.builtIn?.() ?? "auto";
    const chosen = this.#deps.chosen?.() ?? nothingChosen;
    const before = this.#reading;
    const had = before?.records ?? -1;
    const grown = records !== had && (records < Math.max(fewRecords, had) || records >= had * growth);
    const asked = before?.of === contract && before.use === use && before.chosen === chosen;
    if (!grown && asked && before.keys === keys) {
      return before.value;
    }
    const value = contractForLog(contract, table, use, {
      chosen,
      format: formatNames(this.#deps.format ?? null, table.keys),
    });
    const kept = before?.of === contract && sameForLog(before.value.contract, value.contract) ? before.value : null;
    if (kept === null) {
      // What was checked was checked by other names.
      this.#checker = null;
    }
    this.#reading = {
      of: contract,
      keys,
      records,
      use,
      chosen,
      value: { ...value, contract: kept?.contract ?? value.contract },
    };
    return this.#reading.value;
  }

  /**
   * Begins with a log that is too long to be kept: by this contract its records are read window by window, before `check`
   * is given what is kept of it.
   */
  readWindows(contract: Contract): (window: LogTable) => void {
    const checker = createChecker(contract);
    this.#checker = checker;
    return (window) => checker.readWindow(window);
  }

  /** The log is another one now: the next check starts over. */
  restart(): void {
    this.#reading = null;
    this.#checker = null;
    this.#placer = new FindingPlacer();
  }

  /** Reads the contract where it is not known; `onRead` is called with it then. */
  async readContract(onRead: (contract: LoadedContract) => void = () => undefined): Promise<LoadedContract> {
    if (this.#loaded !== null) {
      return this.#loaded;
    }
    const { contracts } = this.#deps;
    const promise = contracts.of(this.#log);
    const contract = await promise;
    if (!contracts.holds(this.#log, promise)) {
      return this.readContract(onRead);
    }
    this.#loaded = contract;
    this.#checker = null;
    onRead(contract);
    return contract;
  }

  /** Checks a log as it now is. The run's folder is read only where that may matter. */
  async check({ table, problems, textsAt, modified }: ReadRun, loaded: LoadedContract): Promise<RunVerdict> {
    const { folder, liveness } = this.#deps;
    const { contract, roles } = this.forLog(table, loaded);
    const checker = (this.#checker ??= createChecker(contract));
    const goingOn = withoutIncomplete(problems);
    const alone = checker.update(table, goingOn, emptyFolder);
    const outcome = checker.outcome();
    const signs = signsOf(table, modified, contract);
    await ((await liveness.activity(signs)) === "live" ? null : liveness.readPlan());
    const life = await liveness.life(signs, outcome);
    const planned = life.state === "stopped" ? liveness.planned : null;
    const others = alone.some(({ code }) => code === "missing-metric") ? await folder.logs() : [];
    const found =
      planned === null && others.length === 0 && !(life.over && problems.counts["incomplete-line"] > 0)
        ? alone
        : checker.update(table, life.over ? problems : goingOn, { log: folder.name, planned, others });
    const placed = inRecords(await this.#placer.place(found, textsAt), table);
    const ofContract = contractFinding(loaded);
    return { found: ofContract === null ? placed : [...placed, ofContract], outcome, life, contract, roles };
  }
}

/** Findings whose places are records, where those of the log are. */
function inRecords(findings: readonly Finding[], table: LogTable): readonly Finding[] {
  return table.inRecords === true ? findings.map((finding) => ({ ...finding, inRecords: true })) : findings;
}

/** The problems of a log that may go on: the newline of its last line may still come. */
function withoutIncomplete({ counts, first }: LogProblems): LogProblems {
  return {
    counts: { ...counts, "incomplete-line": 0 },
    first: first.filter(({ kind }) => kind !== "incomplete-line"),
  };
}
