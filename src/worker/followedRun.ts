import { createChecker, type Checker } from "../contract/checkLog.ts";
import type { Finding } from "../contract/finding.ts";
import { LogFollower, type Poll } from "../log/logFollower.ts";
import { reviewRun, type ReviewedRun } from "../review/reviewRun.ts";
import { positionOf } from "../review/position.ts";
import type { Contracts, LoadedContract } from "./contracts.ts";
import { csvFinding } from "./csvFinding.ts";
import type { RunName, RunStatus, WorkerSettings } from "./messages.ts";
import type { Polled } from "./pollSchedule.ts";

/** A run whose log grew in this many milliseconds may grow again: its knee is provisional. */
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
  #lastRead: number | null = null;
  #lastGrowth = 0;
  #progress: number | null = null;

  constructor(name: RunName, around: RunSurroundings) {
    this.name = name;
    this.#around = around;
    this.#follower = new LogFollower(name.log, {
      writeCsv: around.settings.writeCsv,
      escapeFormulas: around.settings.escapeFormulas,
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
      growing: Date.now() - this.#lastGrowth < growingFor,
    });
    return { ...reviewed, lastRead: this.#lastRead };
  }

  async dispose(): Promise<void> {
    await this.#follower.dispose();
  }

  async #look(): Promise<boolean> {
    const poll = await this.#follower.poll();
    const csvChanged = poll.csv.state !== this.#poll?.csv.state || poll.csv.message !== this.#poll.csv.message;
    const goneChanged = poll.gone !== this.#poll?.gone;
    this.#poll = poll;
    this.#progress = null;
    this.#lastRead = Date.now();
    if (poll.changed) {
      this.#lastGrowth = Math.min(poll.modified, Date.now());
    }
    const recheck = this.#contract === null;
    const changed = poll.changed || csvChanged || goneChanged || recheck;
    if (changed) {
      await this.#check(poll);
    }
    return changed;
  }

  async #check(poll: Poll): Promise<void> {
    const contract = this.#contract ?? (await this.#loadContract());
    if (poll.rebuilt) {
      this.#checker = null;
    }
    this.#checker ??= createChecker(contract.contract);
    const findings = poll.gone ? [] : [...this.#checker.update(poll.table, poll.problems)];
    const csv = poll.gone ? null : csvFinding(poll.csv, this.#follower.csvPath);
    this.#findings = csv === null ? findings : [...findings, csv];
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
