import { mostViewed } from "./longRun.ts";

/** The metrics that pages asked for and that nobody has read for them yet. Invariant: each ask is served by one reading. */
export class ColumnAsks {
  readonly #waiting: (readonly string[])[] = [];

  add(metrics: readonly string[]): void {
    this.#waiting.push(metrics);
  }

  /** What one reading serves: the ask that waits longest, and those after it as long as all are no more than a page shows. */
  take(): readonly string[] {
    let taken = new Set(this.#waiting.shift());
    for (let next = this.#waiting[0]; next !== undefined; next = this.#waiting[0]) {
      const all = new Set([...taken, ...next]);
      if (all.size > mostViewed) {
        break;
      }
      taken = all;
      this.#waiting.shift();
    }
    return [...taken];
  }
}
