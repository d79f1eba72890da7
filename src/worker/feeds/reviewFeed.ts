import { thinPlot } from "../../review/panel/thinPlot.ts";
import type { FromWorker } from "../../protocol/worker.ts";

/** A review as it goes to a panel. */
type ReviewMessage = Extract<FromWorker, { type: "review" }>;

/** A run as far as this feed knows it. */
export interface Reviewable {
  readonly name: { readonly log: string };
  /** The analysis of what was read so far; null before the first poll has ended. */
  review(): Pick<ReviewMessage, "review" | "plot" | "lastRead" | "facts" | "readAs"> | null;
}

/** Between two reviews of one run, in milliseconds: often enough to seem live, rare enough to leave the core free. */
const shortestPause = 400;

/** Sends the review of every run that a panel shows: at once when it opens, and after changes with a pause between. */
export class ReviewFeed {
  readonly #open = new Map<Reviewable, { timer: NodeJS.Timeout | null; lastSent: number; pause: number }>();
  readonly #send: (message: FromWorker) => void;

  constructor(send: (message: FromWorker) => void) {
    this.#send = send;
  }

  open(run: Reviewable): void {
    this.close(run);
    this.#open.set(run, { timer: null, lastSent: 0, pause: shortestPause });
    this.changed(run);
  }

  close(run: Reviewable): void {
    const feed = this.#open.get(run);
    if (feed?.timer) {
      clearTimeout(feed.timer);
    }
    this.#open.delete(run);
  }

  /** The run has something new: a review follows after the pause, one for all changes until then. */
  changed(run: Reviewable): void {
    const feed = this.#open.get(run);
    if (feed?.timer !== null) {
      return;
    }
    const wait = Math.max(0, feed.lastSent + feed.pause - Date.now());
    feed.timer = setTimeout(() => {
      feed.timer = null;
      const started = Date.now();
      this.#review(run);
      feed.lastSent = Date.now();
      // A review that takes long is made less often, so that it never takes more than a fifth of the worker's time.
      feed.pause = Math.max(shortestPause, 4 * (feed.lastSent - started));
    }, wait);
  }

  dispose(): void {
    for (const run of [...this.#open.keys()]) {
      this.close(run);
    }
  }

  #review(run: Reviewable): void {
    try {
      const reviewed = run.review();
      if (reviewed !== null) {
        const { plot, ...rest } = reviewed;
        this.#send({ type: "review", log: run.name.log, ...rest, plot: thinPlot(plot) });
      }
    } catch (error) {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
      this.#send({ type: "failed", message: `The review of ${run.name.log} failed: ${text}` });
    }
  }
}
