import type { FromWorker, RunStatus } from "../../protocol/worker.ts";

/** A run as far as this feed knows it. */
export interface Reporting {
  /** True while a read long enough to show its progress is under way. */
  readonly reading: boolean;
  status(): RunStatus;
}

/** Statuses are gathered for this many milliseconds and sent as one message. */
const gather = 150;

/**
 * What is known of a run already is told again after so many milliseconds for each run of the last message, and at the
 * latest after so many in all: of a thousand runs that grow, most would be told again before anybody can have looked.
 */
const pausePerRun = 2;
const longestPause = 2_000;

/** "Last read" alone, with nothing else new, is told at most this often, in milliseconds. */
const heartbeat = 5_000;

/** Tells the host what changed, many runs to a message, so that a thousand live runs cost it few turns of its loop. */
export class StatusFeed {
  readonly #waiting = new Set<Reporting>();
  readonly #told = new WeakMap<Reporting, number>();
  readonly #send: (message: FromWorker) => void;
  #timer: NodeJS.Timeout | null = null;
  /** When the next message is sent, and the earliest moment for one that says nothing of a run that is new. */
  #due = Infinity;
  #notBefore = 0;

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
  }

  polled(run: Reporting, changed: boolean): void {
    if (!changed && !run.reading && Date.now() - (this.#told.get(run) ?? 0) < heartbeat) {
      return;
    }
    this.#waiting.add(run);
    const isUrgent = run.reading || !this.#told.has(run);
    const soon = Date.now() + gather;
    this.#sendAt(isUrgent ? soon : Math.max(soon, this.#notBefore));
  }

  forget(run: Reporting): void {
    this.#waiting.delete(run);
  }

  dispose(): void {
    if (this.#timer) {
      clearTimeout(this.#timer);
    }
    this.#waiting.clear();
  }

  #sendAt(due: number): void {
    if (due < this.#due) {
      clearTimeout(this.#timer ?? undefined);
      this.#due = due;
      this.#timer = setTimeout(() => this.#flush(), due - Date.now());
    }
  }

  #flush(): void {
    this.#timer = null;
    this.#due = Infinity;
    const now = Date.now();
    const runs = [...this.#waiting];
    this.#notBefore = now + Math.min(runs.length * pausePerRun, longestPause);
    this.#waiting.clear();
    runs.forEach((run) => this.#told.set(run, now));
    this.#send({ type: "status", runs: runs.map((run) => run.status()) });
  }
}
