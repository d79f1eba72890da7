import type { Column } from "../../log/columns/columns.ts";
import { wallUnit } from "../../series/clock/wallTime.ts";

/**
 * The times from one loss to the next, of the losses whose records say the time. Invariant: each is met once, however
 * often a log that grows is read, so that a look costs what is new in it.
 */
export class LossGaps {
  #next = 0;
  #place = 0;
  #before = Number.NaN;

  /** Takes the gaps since the last call: the record of the later loss, and seconds. The columns go on where they ended. */
  read(losses: Column, times: Column, take: (row: number, seconds: number) => void): void {
    const unit = wallUnit(times);
    for (; this.#next < losses.rows.length; this.#next += 1) {
      const row = losses.rows[this.#next] ?? 0;
      while (this.#place < times.rows.length && (times.rows[this.#place] ?? 0) < row) {
        this.#place += 1;
      }
      const now = times.rows[this.#place] === row ? (times.values[this.#place] ?? Number.NaN) : Number.NaN;
      if (now - this.#before >= 0) {
        take(row, unit === 1 ? now - this.#before : now / 1000 - this.#before / 1000);
      }
      this.#before = now;
    }
  }
}
