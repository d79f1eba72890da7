import { checkInFolder } from "../contract/checkInFolder.ts";
import { createChecker, type Checker } from "../contract/checkLog.ts";
import { derivationsOf } from "../contract/derivable.ts";
import { type Contract } from "../contract/contract.ts";
import type { Finding } from "../contract/finding.ts";
import { FindingPlacer } from "../contract/placeFindings.ts";
import { linesAt } from "../log/linesAt.ts";
import { applySeverities, silencedIn } from "../contract/severities.ts";
import { BesideLog } from "../log/besideLog.ts";
import { LogError } from "../log/logError.ts";
import { LogFollower, type Poll } from "../log/logFollower.ts";
import { reviewRun, type ReviewedRun } from "../review/reviewRun.ts";
import type { LiveMark } from "../review/liveMark.ts";
import type { LogFacts } from "../review/runPace.ts";
import { positionOf } from "../review/position.ts";
import { convertLog, csvPathOf, type ConvertResult } from "../log/convertLog.ts";
import { compareCsv, type CsvComparison } from "../log/csvComparison.ts";
import type { LogTable } from "../log/columns.ts";
import type { CsvState } from "../log/csvState.ts";
import { BlobFolder } from "./blobFolder.ts";
import type { Contracts, LoadedContract } from "./contracts.ts";
import { Liveness } from "./liveness.ts";
import { csvFinding } from "./csvFinding.ts";
import type { RunName, RunStatus, WorkerSettings } from "./messages.ts";
import type { Polled } from "./pollSchedule.ts";
import { contractFinding, unreadableFinding } from "./runFindings.ts";

/** A log that stands still is looked at less and less often, down to every this many intervals. */
const slowest = 10;

/** How a CSV is to be made that a person asked for. */
export interface ConvertRequest {
  /** Whether a file that is not ours is replaced. */
  readonly force: boolean;
  /** Whether the contract's derivable metrics are added, in a file of its own. */
  readonly derived: boolean;
}

/** Who is told what one run came to. */
export interface RunListener {
  /** The run's status changed, or a look at it ended with nothing new. */
  looked(run: FollowedRun, changed: boolean): void;
  contractRead(loaded: LoadedContract): void;
  failed(error: unknown): void;
}

export interface RunSurroundings {
  /** The settings as they are now. */
  settings(): WorkerSettings;
  readonly contracts: Contracts;
  readonly listener: RunListener;
}

/**
 * One run: its log as far as it was read, and what the contract says of it. Invariant: looks and conversions of a run
 * take turns, so that no two of them write its CSV at once.
 */
export class FollowedRun implements Polled {
  readonly name: RunName;
  readonly #around: RunSurroundings;
  readonly #follower: LogFollower;
  #checker: Checker | null = null;
  #placer = new FindingPlacer();
  #contract: LoadedContract | null = null;
  #poll: Poll | null = null;
  /** As the checks gave them, before any severities. */
  #found: readonly Finding[] = [];
  #csv: CsvState = { state: "off", message: null };
  /** Why the log could not be read at the last look, or null. */
  #unreadable: string | null = null;
  #lastRead: number | null = null;
  readonly #growth: Liveness;
  readonly #beside: BesideLog;
  /** Whether anyone reads the run's review, which says how long the run will go on. */
  #isReviewed = false;
  /** Whether the run had stopped when it was checked last. */
  #stopped = false;
  /** As it was told last; null before the first look has ended. */
  #mark: LiveMark | null = null;
  #progress: number | null = null;
  #turn: Promise<unknown> = Promise.resolve();

  constructor(name: RunName, around: RunSurroundings) {
    this.name = name;
    this.#around = around;
    this.#beside = new BesideLog(name.log);
    this.#growth = new Liveness(this.#beside);
    const { csv, escapeFormulas, storage } = around.settings();
    this.#follower = new LogFollower(name.log, {
      writeCsv: csv === "on",
      escapeFormulas,
      csvPath: name.csv ?? undefined,
      state: storage === null ? undefined : new BlobFolder(storage),
      onProgress: (read, size) => this.#showProgress(read, size),
    });
  }

  /** True while a read long enough to show its progress is under way. */
  get reading(): boolean {
    return this.#progress !== null;
  }

  /** The next look reads the contract again and checks the whole log by it. */
  dropContract(): void {
    this.#contract = null;
  }

  async poll(): Promise<void> {
    try {
      const changed = await this.#inTurn(() => this.#look());
      this.#around.listener.looked(this, changed);
    } catch (error) {
      this.#around.listener.failed(error);
    }
  }

  /**
   * Makes the CSV because a person asked for it.
   * @throws {LogError} where the log cannot be read or the CSV cannot be written.
   */
  convert({ force, derived }: ConvertRequest): Promise<ConvertResult> {
    const { escapeFormulas } = this.#around.settings();
    const options = { force, includeIncomplete: true, escapeFormulas };
    return this.#inTurn(async () => {
      if (!derived) {
        return convertLog(this.name.log, { ...options, out: this.#follower.csvPath });
      }
      const { contract } = await this.#around.contracts.of(this.name.log);
      const out = csvPathOf(this.name.log, "derived");
      return convertLog(this.name.log, { ...options, out, derived: derivationsOf(contract) });
    });
  }

  /** The log as far as it was read; null before the first look has ended. */
  table(): LogTable | null {
    return this.#poll?.table ?? null;
  }

  /** The CSV that is there beside what the log gives. @throws {LogError} where one of them cannot be read. */
  compareCsv(): Promise<CsvComparison> {
    const { escapeFormulas } = this.#around.settings();
    const { csvPath } = this.#follower;
    return this.#inTurn(() => compareCsv(this.name.log, csvPath, { includeIncomplete: true, escapeFormulas }));
  }

  delay(): number {
    const { pollInterval } = this.#around.settings();
    const idle = Date.now() - (this.#growth.last ?? 0);
    return Math.min(Math.max(pollInterval, idle / 20), pollInterval * slowest);
  }

  pause(): number {
    return this.#around.settings().pollInterval / 4;
  }

  status(): RunStatus {
    const poll = this.#poll;
    const contract = this.#contract;
    const last = poll === null || contract === null ? null : positionOf(poll.table, contract.contract);
    return {
      log: this.name.log,
      records: poll?.table.records ?? 0,
      clock: last?.clock ?? "record",
      last: last?.value ?? null,
      findings: this.#findings(),
      lastRead: this.#lastRead,
      progress: this.#progress,
      csvPath: this.#follower.csvPath,
      gone: poll?.gone ?? false,
      mark: poll?.gone === true ? null : this.#mark,
      lastGrowth: this.#growth.last,
    };
  }

  /** What was read so far and the contract that it is read by; null before the first look has ended. */
  source(): { readonly table: LogTable; readonly contract: Contract } | null {
    return this.#poll === null || this.#contract === null
      ? null
      : { table: this.#poll.table, contract: this.#contract.contract };
  }

  /** The analysis of what was read so far; null before the first look has ended. */
  review(): (ReviewedRun & { readonly lastRead: number; readonly facts: LogFacts }) | null {
    this.#isReviewed = true;
    if (this.#poll === null || this.#contract === null || this.#lastRead === null) {
      return null;
    }
    const reviewed = reviewRun({
      run: this.name.run,
      log: this.name.label,
      table: this.#poll.table,
      contract: this.#contract.contract,
      findings: this.#findings(),
      growing: this.#mark !== "ended",
    });
    const facts = this.#growth.facts(this.#poll, this.#contract.contract, reviewed);
    return { ...reviewed, lastRead: this.#lastRead, facts };
  }

  async dispose(): Promise<void> {
    await this.#follower.dispose();
  }

  #findings(): readonly Finding[] {
    const { severities, silenced } = this.#around.settings();
    const ofContract = this.#contract?.contract.severities ?? {};
    return applySeverities(this.#found, ofContract, severities, silencedIn(this.name.run, silenced));
  }

  #inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(act);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Looks at the log; true where something about the run is new. */
  async #look(): Promise<boolean> {
    const before = this.#unreadable;
    this.#follower.setWriteCsv(this.#around.settings().csv === "on");
    const poll = await this.#readPoll();
    this.#progress = null;
    this.#lastRead = Date.now();
    if (poll === null) {
      return this.#unreadable !== before;
    }
    const stopped = await this.#growth.hasStopped(poll, this.#contract?.contract ?? null);
    await (this.#isReviewed ? this.#growth.askPlan() : undefined);
    const changed = this.#note(poll) || stopped !== this.#stopped;
    this.#stopped = stopped;
    if (changed) {
      await this.#check(poll);
    }
    this.#mark = this.#markNow(poll);
    return changed;
  }

  /** The look at the log itself; null where it cannot be read, which the run's findings then say. */
  async #readPoll(): Promise<Poll | null> {
    try {
      const poll = await this.#follower.poll();
      if (this.#unreadable !== null) {
        this.#unreadable = null;
        this.#contract = null;
      }
      return poll;
    } catch (error) {
      if (!(error instanceof LogError)) {
        throw error;
      }
      this.#unreadable = error.message;
      this.#found = [unreadableFinding(error.message)];
      return null;
    }
  }

  /** Takes what a look came to; true where something about the run is new. */
  #note(poll: Poll): boolean {
    const before = this.#poll;
    if (poll.changed) {
      this.#growth.grew(poll, before === null);
    }
    const turned = this.#markNow(poll) !== this.#mark;
    const csvChanged = poll.csv.state !== this.#csv.state || poll.csv.message !== this.#csv.message;
    this.#poll = poll;
    this.#csv = poll.csv;
    return poll.changed || csvChanged || turned || poll.gone !== before?.gone || this.#contract === null;
  }

  #markNow(poll: Poll): LiveMark {
    return this.#growth.mark(poll, this.#contract?.contract ?? null);
  }

  async #check(poll: Poll): Promise<void> {
    const contract = this.#contract ?? (await this.#loadContract());
    if (poll.rebuilt) {
      this.#checker = null;
      this.#placer = new FindingPlacer();
    }
    if (poll.gone) {
      this.#found = [];
      return;
    }
    this.#checker ??= createChecker(contract.contract);
    const { table, problems } = poll;
    const found = await checkInFolder(this.#checker, {
      table,
      problems,
      stopped: this.#stopped,
      folder: this.#beside,
    });
    const csv = csvFinding(this.#csv, { path: this.#follower.csvPath, csv: this.#around.settings().csv });
    const placed = await this.#placer.place(found, (lines) => linesAt(this.name.log, poll.marks, lines));
    this.#found = [...placed, ...[contractFinding(contract), csv].filter((finding) => finding !== null)];
  }

  async #loadContract(): Promise<LoadedContract> {
    const { contracts, listener } = this.#around;
    const promise = contracts.of(this.name.log);
    const contract = await promise;
    if (!contracts.holds(this.name.log, promise)) {
      return this.#loadContract();
    }
    this.#contract = contract;
    this.#checker = null;
    listener.contractRead(contract);
    return contract;
  }

  #showProgress(read: number, size: number): void {
    this.#progress = size === 0 ? null : read / size;
    this.#around.listener.looked(this, false);
  }
}
