import type { Contract } from "../../contract/model/contract.ts";
import type { Finding } from "../../contract/model/finding.ts";
import { RunFolder } from "../../run/runFolder.ts";
import type { LogTable } from "../../log/columns/columns.ts";
import { applySeverities } from "../../contract/model/severities.ts";
import type { Engine } from "../../log/read/engine.ts";
import { LogError } from "../../log/files/logError.ts";
import { linesAt } from "../../log/read/linesAt.ts";
import { readLog, type ReadLog } from "../../log/read/readLog.ts";
import { usualLimits } from "../../log/read/windows.ts";
import type { RunLook } from "../../formats/model/format.ts";
import { readRun } from "../../formats/discovery/readRun.ts";
import { defectFinding } from "../../run/contractFinding.ts";
import type { Planned } from "../../review/planned.ts";
import { Liveness } from "../../run/liveness.ts";
import { plannedCounts } from "../../run/planned/plannedLength.ts";
import { longCheck } from "../../run/longCheck.ts";
import { readUntilItHolds, type LongTable } from "../../run/longTable.ts";
import { RunCheck, type ReadRun } from "../../run/runCheck.ts";
import type { RunLife } from "../../run/runState.ts";
import type { Roles } from "../../series/roles/roles.ts";
import { atLeastOne } from "../terminal/arguments.ts";
import { CommandContracts } from "./commandContracts.ts";
import { findLogs, type LogSearch } from "./findLogs.ts";
import type { FoundLog } from "./foundLog.ts";
import { printable, printableLines } from "../../printable.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usageError.ts";

/** A log that was read and held against its contract. */
export interface CheckedRun extends FoundLog {
  readonly table: LogTable;
  /** As it holds for this log. */
  readonly contract: Contract;
  readonly roles: Roles;
  readonly findings: readonly Finding[];
  readonly bytes: number;
  /** The run's state, in which the findings were found. */
  readonly life: RunLife;
  /** How long the run is meant to last. */
  readonly planned: Planned;
  /** What the log itself says of the run's settings. */
  readonly settings: RunLook["settings"];
}

export interface RunSelection {
  readonly command: string;
  readonly paths: readonly string[];
  /** Path of the contract for all runs; the nearest of each run where absent. */
  readonly contract: string | undefined;
  /** Which of the logs that are found are read; all where absent. */
  readonly accepts?: (log: FoundLog) => boolean;
  /** What was found at the paths, with the contracts that it was found by; they are searched where absent. */
  readonly found?: FoundRuns;
}

/** The logs at some paths, and the contracts that say which files are logs. */
export interface FoundRuns extends LogSearch {
  readonly contracts: CommandContracts;
}

/**
 * Searches the paths of a selection.
 * @throws {UsageError} for paths, or a contract for all of them, that cannot be used.
 */
export async function findSelected(
  { command, paths, contract }: Omit<RunSelection, "found">,
  terminal: Terminal,
): Promise<FoundRuns> {
  const contracts = new CommandContracts(contract ?? null, terminal.warn);
  return { ...(await findLogs(atLeastOne(command, paths), contracts)), contracts };
}

/**
 * The runs of some paths, one after the other, checked; null for one whose log or contract cannot be used, and for a
 * folder that cannot be searched, once that has been said.
 * `engine`: what logs are read with.
 * @throws {UsageError} for paths, or a contract for all of them, that cannot be used.
 */
export async function* checkRuns(
  selection: RunSelection,
  terminal: Terminal,
  engine: Engine,
): AsyncGenerator<CheckedRun | null> {
  const { logs: found, unreadable, contracts } = selection.found ?? (await findSelected(selection, terminal));
  const { accepts = () => true } = selection;
  const logs = found.filter(accepts);
  for (const error of unreadable) {
    terminal.warn(printableLines(error.message));
    yield null;
  }
  const told = new Set<string>();
  for (const [index, log] of logs.entries()) {
    terminal.progress(`${index + 1}/${logs.length} ${printable(log.run)}`);
    try {
      yield await checkRun(log, contracts, engine);
    } catch (error) {
      if (!(error instanceof LogError || error instanceof UsageError)) {
        throw error;
      }
      // A contract that cannot be used may be that of many runs.
      if (!told.has(error.message)) {
        told.add(error.message);
        terminal.warn(printableLines(error.message));
      }
      yield null;
    } finally {
      terminal.progress("");
    }
  }
}

async function checkRun(log: FoundLog, contracts: CommandContracts, engine: Engine): Promise<CheckedRun> {
  const folder = new RunFolder(log.source?.files[0] ?? log.path, engine);
  const liveness = new Liveness(folder);
  const check = new RunCheck(log.path, {
    contracts: contracts.all,
    folder,
    liveness,
    format: log.source?.format ?? null,
  });
  const loaded = await check.readContract();
  const { severities } = contracts.usable(loaded);
  const reader = longCheck(check, loaded);
  const { bytes, settings, written, ...read } = await readUntilItHolds(reader, () =>
    log.source === null ? readJsonLines(log.path, reader, engine) : readSource(log.source, reader),
  );
  // A log that is gone by now was written to a moment ago.
  const modified = written ?? (await folder.times())?.modified ?? Date.now();
  const { found, life, contract, roles } = await check.check({ ...read, modified }, loaded);
  const defect = defectFinding(loaded);
  const findings = applySeverities(defect === null ? found : [...found, defect], severities);
  const planned = plannedCounts(liveness.planned ?? (await liveness.readPlan()));
  return { ...log, table: read.table, contract, roles, bytes, findings, life, planned, settings };
}

interface FoundRun extends Omit<ReadRun, "modified">, Pick<ReadLog, "bytes">, Pick<RunLook, "settings"> {
  /** When the newest file of a run of several was written last, in milliseconds since 1970; null for JSON Lines. */
  readonly written: number | null;
}

/** All that a log of JSON Lines holds, or what is kept of a long one; the texts of its lines are asked for where a finding is placed in one. */
async function readJsonLines(path: string, reader: LongTable, engine: Engine): Promise<FoundRun> {
  const windows = { reader, limits: usualLimits };
  const { table, problems, bytes, marks } = await readLog(path, { engine, includeIncomplete: true, windows });
  return {
    ...{ table, problems, bytes },
    settings: new Map(),
    written: null,
    textsAt: (lines) => linesAt(path, marks, lines),
  };
}

/** The same of a log of another tool. */
async function readSource(source: NonNullable<FoundLog["source"]>, reader: LongTable): Promise<FoundRun> {
  const windows = { reader, limits: usualLimits };
  const { table, problems, size, settings, modified } = await readRun(source, { texts: false, windows });
  return {
    table,
    problems,
    bytes: size,
    settings,
    written: modified > 0 ? modified : null,
    textsAt: () => Promise.resolve(new Map()),
  };
}

/** Why a log without records has none, in a sentence. */
export function emptyReason({ label, bytes, source }: CheckedRun): string {
  return bytes === 0 || source !== null
    ? `${label} is empty: nothing has been logged yet.`
    : `${label} holds no record: none of its lines is a JSON object.`;
}
