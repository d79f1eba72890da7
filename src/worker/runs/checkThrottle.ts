import type { News } from "./loadState.ts";

/**
 * A log that grows all the time is checked at most this often, in milliseconds, while somebody reads its review and while
 * nobody does: most looks find what the last one did.
 */
const checkEvery = { read: 2_000, unread: 5_000 } as const;

/** When a run is checked. Invariant: whatever is new is checked at the latest once the log does not grow. */
export class CheckThrottle {
  #isWaiting = false;
  /** Whether more than growth waits. */
  #isUrgent = false;
  #isGrowing = false;
  #checked = 0;

  /** Whether something is new that was not checked yet. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** Notes what a poll came to. Growth alone may wait; anything else calls for a check at once. */
  note(news: News): void {
    this.#isWaiting ||= news !== "nothing";
    this.#isUrgent ||= news === "more";
    this.#isGrowing = news === "growth";
  }

  /** Whether what is new is to be checked at a moment, in milliseconds since 1970. `isRead`: somebody reads the review. */
  isDue(now: number, isRead: boolean): boolean {
    const next = this.#checked + (isRead ? checkEvery.read : checkEvery.unread);
    return this.#isWaiting && (this.#isUrgent || !this.#isGrowing || now >= next);
  }

  /** All that is new was checked. */
  done(now: number): void {
    this.#isWaiting = false;
    this.#isUrgent = false;
    this.#checked = now;
  }
}
