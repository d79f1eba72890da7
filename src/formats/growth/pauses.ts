import { setImmediate } from "node:timers/promises";

/** Work that takes longer than so many milliseconds lets others have the thread in between. */
const longest = 20;

/** Lets others have the thread now and then during long work: all runs are read on one. */
export class Pauses {
  #since = performance.now();

  /** Whether it is time for a pause: cheap enough to be asked for every record. */
  get isDue(): boolean {
    return performance.now() - this.#since > longest;
  }

  /** Lets others have the thread, and starts over. */
  async take(): Promise<void> {
    await setImmediate();
    this.#since = performance.now();
  }
}
