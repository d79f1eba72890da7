export interface Pace {
  /** Requests come in bursts: the task waits this long after the last of them, in milliseconds, */
  readonly pause: number;
  /** but no longer than this after the first. */
  readonly limit: number;
  /** Asked for by `schedule`, the task waits after a run for its duration divided by this. */
  readonly dutyCycle: number;
  /** Receives failures that nobody waits for. */
  readonly failed: (error: unknown) => void;
}

/**
 * A task that is asked for more often than it should run. Invariants: it never runs twice at once, and after the last
 * request a whole run of it begins and ends.
 */
export class DebouncedTask {
  readonly #act: () => Promise<void>;
  readonly #pace: Pace;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;
  #burst: { timer: NodeJS.Timeout; since: number } | null = null;
  #notBefore = 0;

  constructor(act: () => Promise<void>, pace: Pace) {
    this.#act = act;
    this.#pace = pace;
  }

  /** Runs the task at once, or after the run that is under way; resolves when a run that began after the call ends. */
  run(): Promise<void> {
    if (this.#running === null) {
      return this.#start();
    }
    this.#next ??= this.#running.catch(() => undefined).then(() => this.#start());
    return this.#next;
  }

  /** Runs the task once the requests have calmed down. */
  schedule(): void {
    const { pause, limit } = this.#pace;
    const now = Date.now();
    const since = this.#burst?.since ?? now;
    clearTimeout(this.#burst?.timer);
    const due = Math.max(Math.min(now + pause, since + limit), this.#notBefore);
    this.#burst = { since, timer: setTimeout(() => this.runInBackground(), Math.max(0, due - now)) };
  }

  /** As `run`, for callers that do not wait. */
  runInBackground(): void {
    this.run().catch((error: unknown) => this.#pace.failed(error));
  }

  dispose(): void {
    clearTimeout(this.#burst?.timer);
  }

  #start(): Promise<void> {
    clearTimeout(this.#burst?.timer);
    this.#burst = null;
    this.#next = null;
    const started = Date.now();
    this.#running = this.#act().finally(() => {
      this.#running = null;
      this.#notBefore = Date.now() + (Date.now() - started) / this.#pace.dutyCycle;
    });
    return this.#running;
  }
}
