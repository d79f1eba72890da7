import type { FromWorker, RunStatus } from "../../protocol/worker.ts";

/** A run as far as this feed knows it. */
export interface Reporting {
  /** True while a read long enough to show its progress is under way. */
  readonly reading: boolean;
  status(): RunStatus;
}

/** Statuses are gathered for this many milliseconds and sent as one message. */
const gather = 150;

/** "Last read" alone, with nothing else new, is told at most this often, in milliseconds. */
const heartbeat = 5_000;

/** Tells the host what changed, many runs to a message, so that a thousand live runs cost it few turns of its loop. */
export class StatusFeed {
  readonly #waiting = new Set<Reporting>();
  readonly #told = new WeakMap<Reporting, number>();
  readonly #send: (message: FromWorker) => void;
  #timer: NodeJS.Timeout | null = null;

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
  }

  polled(run: Reporting, changed: boolean): void {
    if (!changed && !run.reading && Date.now() - (this.#told.get(run) ?? 0) < heartbeat) {
      return;
    }
    this.#waiting.add(run);
    this.#timer ??= setTimeout(() => this.#flush(), gather);
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

  #flush(): void {
    this.#timer = null;
    const now = Date.now();
    const runs = [...this.#waiting];
    this.#waiting.clear();
    runs.forEach((run) => this.#told.set(run, now));
    this.#send({ type: "status", runs: runs.map((run) => run.status()) });
  }
}
