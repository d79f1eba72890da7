import { least } from "../../extremes.ts";
import { setImmediate } from "node:timers/promises";
import type { FromWorker, RunName, RunResults } from "../../protocol/worker.ts";

/** A run as far as this feed knows it. */
export interface Summarizable {
  readonly name: RunName;
}

/** What the table of runs shows of a run; null where its log was not read yet, or cannot be. */
export type Summarize<Run> = (run: Run) => Promise<RunResults | null>;

/** Between two summaries of one run that grows, in milliseconds, and as a multiple of what the last one took. */
const shortestPause = 1_000;
const pauseFactor = 10;

/** Summaries are sent together once so many milliseconds have passed since the first of them. */
const gather = 100;

/**
 * Sends what every run came to as long as a table of runs is open, and then of each run that changes. One run is
 * summarized at a time, and between two the loop is free for whatever else waits.
 */
export class SummaryFeed<Run extends Summarizable> {
  readonly #summarize: Summarize<Run>;
  readonly #send: (message: FromWorker) => void;
  /** Runs that have something new, with the time from which they may be summarized. */
  readonly #due = new Map<Run, number>();
  readonly #pauseUntil = new WeakMap<Run, number>();
  /** What runs came to that have not changed since, so that a table that opens again costs nothing. */
  readonly #made = new WeakMap<Run, RunResults>();
  readonly #sent = new WeakMap<Run, string>();
  #ready: RunResults[] = [];
  #gatheredSince = 0;
  #isOpen = false;
  #isWorking = false;
  #timer: NodeJS.Timeout | null = null;

  constructor(summarize: Summarize<Run>, send: (message: FromWorker) => void) {
    this.#summarize = summarize;
    this.#send = send;
  }

  /** A table is open from now on: sends what all runs came to. */
  open(runs: Iterable<Run>): void {
    this.#isOpen = true;
    for (const run of runs) {
      this.#sent.delete(run);
      const made = this.#made.get(run);
      if (made === undefined) {
        this.#due.set(run, 0);
      } else {
        this.#add(run, made);
      }
    }
    this.#flush();
    this.#workSoon();
  }

  close(): void {
    this.#isOpen = false;
    this.#due.clear();
    this.#ready = [];
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
      this.#timer = null;
    }
  }

  /** A run has something new. */
  changed(run: Run): void {
    this.#made.delete(run);
    if (this.#isOpen) {
      this.#due.set(run, this.#pauseUntil.get(run) ?? 0);
      this.#workSoon();
    }
  }

  forget(run: Run): void {
    this.#due.delete(run);
  }

  #workSoon(): void {
    if (this.#isWorking || this.#due.size === 0) {
      return;
    }
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
    }
    const first = least(this.#due.values());
    this.#timer = setTimeout(() => void this.#work(), Math.max(0, first - Date.now()));
  }

  async #work(): Promise<void> {
    this.#timer = null;
    this.#isWorking = true;
    for (let run = this.#next(); run !== null; run = this.#next()) {
      this.#due.delete(run);
      await this.#take(run);
      await setImmediate();
    }
    this.#flush();
    this.#isWorking = false;
    this.#workSoon();
  }

  #next(): Run | null {
    const now = Date.now();
    for (const [run, from] of this.#due) {
      if (from <= now) {
        return run;
      }
    }
    return null;
  }

  async #take(run: Run): Promise<void> {
    const started = Date.now();
    try {
      const results = await this.#summarize(run);
      if (results !== null && !this.#due.has(run)) {
        this.#made.set(run, results);
      }
      if (results !== null && this.#isOpen) {
        this.#add(run, results);
      }
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#send({ type: "failed", message: `The summary of ${run.name.log} failed: ${text}` });
    }
    const now = Date.now();
    this.#pauseUntil.set(run, now + Math.max(shortestPause, pauseFactor * (now - started)));
  }

  /** A run that came to the same as before is not sent again. */
  #add(run: Run, results: RunResults): void {
    const text = JSON.stringify(results);
    if (this.#sent.get(run) === text) {
      return;
    }
    this.#sent.set(run, text);
    if (this.#ready.length === 0) {
      this.#gatheredSince = Date.now();
    }
    this.#ready.push(results);
    if (Date.now() >= this.#gatheredSince + gather) {
      this.#flush();
    }
  }

  #flush(): void {
    if (this.#ready.length > 0) {
      this.#send({ type: "results", runs: this.#ready });
      this.#ready = [];
    }
  }
}
