import { createChecker, type Checker } from "../contract/checkLog.ts";
import type { Finding } from "../contract/finding.ts";
import { LogError } from "../log/logError.ts";
import { LogFollower, type Poll } from "../log/logFollower.ts";
import { reviewRun, type ReviewedRun } from "../review/reviewRun.ts";
import { positionOf } from "../review/position.ts";
import { BlobFolder } from "./blobFolder.ts";
import type { Contracts, LoadedContract } from "./contracts.ts";
import { csvFinding, csvStanding, type CsvStanding } from "./csvFinding.ts";
import type { RunName, RunStatus, WorkerSettings } from "./messages.ts";
import type { Polled } from "./pollSchedule.ts";

/** A run whose log grew in this many milliseconds is taken to go on: its last line may be on its way, its knee move. */
const growingFor = 120_000;

/** A log that stands still is looked at less and less often, down to every this many intervals. */
const slowest = 10;

/** Who is told what one run came to. */
export interface RunListener {
  /** The run's status changed, or a look at it ended with nothing new. */
  looked(run: FollowedRun, changed: boolean): void;
  contractRead(loaded: LoadedContract): void;
  failed(error: unknown): void;
}

export interface RunSurroundings {
  readonly settings: WorkerSettings;
  readonly contracts: Contracts;
  readonly listener: RunListener;
}

/** One run: its log as far as it was read, and what the contract says of it. */
export class FollowedRun implements Polled {
  readonly name: RunName;
  readonly #around: RunSurroundings;
  readonly #follower: LogFollower;
  #checker: Checker | null = null;
  #contract: LoadedContract | null = null;
  #poll: Poll | null = null;
  #findings: readonly Finding[] = [];
  #csv: CsvStanding = { state: "off", message: null };
  /** Why the log could not be read at the last look, or null. */
  #unreadable: string | null = null;
  #lastRead: number | null = null;
  #lastGrowth = 0;
  #growing = false;
  #progress: number | null = null;

  constructor(name: RunName, around: RunSurroundings) {
    this.name = name;
    this.#around = around;
    this.#follower = new LogFollower(name.log, {
      writeCsv: around.settings.writeCsv,
      escapeFormulas: around.settings.escapeFormulas,
      state: around.settings.storage === null ? undefined : new BlobFolder(around.settings.storage),
      onProgress: (read, size) => this.#read(read, size),
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
      const changed = await this.#look();
      this.#around.listener.looked(this, changed);
    } catch (error) {
      this.#around.listener.failed(error);
    }
  }

  delay(): number {
    const { pollInterval } = this.#around.settings;
    const idle = Date.now() - this.#lastGrowth;
    return Math.min(Math.max(pollInterval, idle / 20), pollInterval * slowest);
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
      findings: this.#findings,
      lastRead: this.#lastRead,
      progress: this.#progress,
      csvPath: this.#follower.csvPath,
      gone: poll?.gone ?? false,
    };
  }

  /** The analysis of what was read so far; null before the first look has ended. */
  review(): (ReviewedRun & { readonly lastRead: number }) | null {
    if (this.#poll === null || this.#contract === null || this.#lastRead === null) {
      return null;
    }
    const reviewed = reviewRun({
      run: this.name.run,
      log: this.name.label,
      table: this.#poll.table,
      contract: this.#contract.contract,
      findings: this.#findings,
      growing: this.#growing,
    });
    return { ...reviewed, lastRead: this.#lastRead };
  }

  async dispose(): Promise<void> {
    await this.#follower.dispose();
  }

  /** Looks at the log; true where something about the run is new. */
  async #look(): Promise<boolean> {
    const before = this.#unreadable;
    const poll = await this.#readPoll();
    this.#progress = null;
    this.#lastRead = Date.now();
    if (poll === null) {
      return this.#unreadable !== before;
    }
    const csv = await csvStanding(poll.csv, this.#follower.csvPath);
    const changed = this.#isNews(poll, csv);
    this.#poll = poll;
    this.#csv = csv;
    if (changed) {
      await this.#check(poll);
    }
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
      this.#findings = [unreadable(error.message)];
      return null;
    }
  }

  #isNews(poll: Poll, csv: CsvStanding): boolean {
    if (poll.changed) {
      this.#lastGrowth = Math.min(poll.modified, Date.now());
    }
    const growing = Date.now() - this.#lastGrowth < growingFor;
    const stopped = this.#growing !== growing;
    this.#growing = growing;
    const csvChanged = csv.state !== this.#csv.state || csv.message !== this.#csv.message;
    return poll.changed || csvChanged || stopped || poll.gone !== this.#poll?.gone || this.#contract === null;
  }

  async #check(poll: Poll): Promise<void> {
    const contract = this.#contract ?? (await this.#loadContract());
    if (poll.rebuilt) {
      this.#checker = null;
    }
    if (poll.gone) {
      this.#findings = [];
      return;
    }
    this.#checker ??= createChecker(contract.contract);
    const found = this.#checker.update(poll.table, poll.problems);
    const csv = csvFinding(this.#csv, this.#follower.csvPath);
    this.#findings = [
      ...found.filter(({ code }) => code !== "incomplete-line" || !this.#growing),
      ...(csv === null ? [] : [csv]),
    ];
  }

  async #loadContract(): Promise<LoadedContract> {
    this.#contract = await this.#around.contracts.of(this.name.log);
    this.#checker = null;
    this.#around.listener.contractRead(this.#contract);
    return this.#contract;
  }

  #read(read: number, size: number): void {
    this.#progress = size === 0 ? null : read / size;
    this.#around.listener.looked(this, false);
  }
}

function unreadable(message: string): Finding {
  return { code: "unreadable", severity: "error", metric: null, line: null, column: null, count: 1, message };
}
