import type { BigIntStats } from "node:fs";

/** What a file system goes on saying for so many milliseconds is believed: its clock may have been set back. */
const oldStatusFor = 60_000;

/**
 * Decides whether a log that is shorter than it was, and whose last bytes are gone, was truncated. A network file system
 * that answers from an old copy of a file's status tells an old size, and gives no bytes past it; but then it also
 * tells an older time of change than it did before, which no truncation does.
 */
export class TruncationCheck {
  #since: number | null = null;

  /** `before`: the status when `offset` bytes had been read; `now`: the status at a look that did not find them. */
  isOldStatus(before: BigIntStats | null, now: BigIntStats, offset: number): boolean {
    const old =
      before !== null &&
      now.dev === before.dev &&
      now.ino === before.ino &&
      now.size < offset &&
      now.ctimeNs < before.ctimeNs;
    this.#since = old ? (this.#since ?? Date.now()) : null;
    return this.#since !== null && Date.now() - this.#since < oldStatusFor;
  }
}
