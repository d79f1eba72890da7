import { performance as thread } from "node:perf_hooks";

/**
 * What each of several polls under way is charged: all of the time in which the thread had nothing to do, since each of
 * them waited for its own disk then, and its part of the time in which the thread worked, since it did so for one of them.
 */
export class SharedTime {
  readonly #idle: () => number;
  #charged = 0;
  #at = performance.now();
  #idleAt: number;

  /** `idle`: milliseconds so far in which the thread had nothing to do. */
  constructor(idle = () => thread.eventLoopUtilization().idle) {
    this.#idle = idle;
    this.#idleAt = idle();
  }

  /** Milliseconds charged until now to one that was always under way; so many have been since the last call. */
  charged(sharing: number): number {
    const [now, idle] = [performance.now(), this.#idle()];
    const passed = now - this.#at;
    const waited = Math.min(passed, Math.max(0, idle - this.#idleAt));
    this.#charged += waited + (passed - waited) / Math.max(1, sharing);
    this.#at = now;
    this.#idleAt = idle;
    return this.#charged;
  }
}
