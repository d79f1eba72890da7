import { convertLog } from "../log/convertLog.ts";
import { Contracts, type LoadedContract } from "./contracts.ts";
import { FollowedRun, type RunListener } from "./followedRun.ts";
import type { ConvertAnswer, FromWorker, RunName, WorkerSettings } from "./messages.ts";
import { PollSchedule } from "./pollSchedule.ts";
import { ReviewFeed } from "./reviewFeed.ts";
import { StatusFeed } from "./statusFeed.ts";

/** All runs that the worker follows: it owns their logs' columns, and nobody else reads the logs. */
export class Runs implements RunListener {
  readonly #runs = new Map<string, FollowedRun>();
  readonly #contracts = new Contracts();
  readonly #schedule = new PollSchedule();
  readonly #statuses: StatusFeed;
  readonly #reviews: ReviewFeed;
  readonly #send: (message: FromWorker) => void;
  /** Logs whose review is wanted, kept apart from the runs so that it outlives a change of settings. */
  readonly #wanted = new Set<string>();
  #settings: WorkerSettings;

  constructor(settings: WorkerSettings, send: (message: FromWorker) => void) {
    this.#settings = settings;
    this.#send = send;
    this.#statuses = new StatusFeed(send);
    this.#reviews = new ReviewFeed(send);
  }

  /** New settings hold from the next look on. Runs start afresh: what was read is kept in their columns no longer. */
  async configure(settings: WorkerSettings): Promise<void> {
    const names = [...this.#runs.values()].map((run) => run.name);
    await this.unfollow(names.map((name) => name.log));
    this.#settings = settings;
    this.follow(names);
  }

  follow(names: readonly RunName[]): void {
    for (const name of names) {
      if (!this.#runs.has(name.log)) {
        const run = new FollowedRun(name, { settings: this.#settings, contracts: this.#contracts, listener: this });
        this.#runs.set(name.log, run);
        this.#schedule.add(run);
        if (this.#wanted.has(name.log)) {
          this.#reviews.open(run);
        }
      }
    }
  }

  async unfollow(logs: readonly string[]): Promise<void> {
    const left = logs.flatMap((log) => this.#runs.get(log) ?? []);
    for (const run of left) {
      this.#runs.delete(run.name.log);
      this.#schedule.remove(run);
      this.#reviews.close(run);
      this.#statuses.forget(run);
    }
    await Promise.all(left.map((run) => run.dispose()));
  }

  wake(logs: readonly string[]): void {
    for (const run of logs.flatMap((log) => this.#runs.get(log) ?? [])) {
      this.#schedule.wake(run);
    }
  }

  openReview(log: string): void {
    this.#wanted.add(log);
    const run = this.#runs.get(log);
    if (run !== undefined) {
      this.#reviews.open(run);
    }
  }

  closeReview(log: string): void {
    this.#wanted.delete(log);
    const run = this.#runs.get(log);
    if (run !== undefined) {
      this.#reviews.close(run);
    }
  }

  contractsChanged(): void {
    this.#contracts.drop();
    for (const run of this.#runs.values()) {
      run.dropContract();
      this.#schedule.wake(run);
    }
  }

  /** Writes the CSV of a log because a person asked for it; the follower then finds it as it should be. */
  async convert(log: string, force: boolean): Promise<ConvertAnswer> {
    const { escapeFormulas } = this.#settings;
    const { state, path, message } = await convertLog(log, { force, includeIncomplete: true, escapeFormulas });
    this.wake([log]);
    return {
      done: state === "written" || state === "unchanged",
      replaceable: state === "stale" || state === "foreign" ? state : null,
      path,
      message,
    };
  }

  async dispose(): Promise<void> {
    this.#schedule.dispose();
    this.#reviews.dispose();
    this.#statuses.dispose();
    await this.unfollow([...this.#runs.keys()]);
  }

  looked(run: FollowedRun, changed: boolean): void {
    if (this.#runs.get(run.name.log) !== run) {
      return;
    }
    this.#statuses.looked(run, changed);
    if (changed) {
      this.#reviews.changed(run);
    }
  }

  contractRead({ path, problems }: LoadedContract): void {
    if (path !== null) {
      this.#send({ type: "contract", path, problems });
    }
  }

  failed(error: unknown): void {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#send({ type: "failed", message: text });
  }
}
