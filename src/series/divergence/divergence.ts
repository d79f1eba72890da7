import type { Column } from "../../log/columns/columns.ts";
import { median } from "../../numerics/stats/quantile.ts";
import { DivergenceWatch, type LostLevel } from "./divergenceWatch.ts";
import { lowerBound } from "../lowerBound.ts";

/** Where a loss went up for good. */
export interface Diverged {
  /** The first record that belongs to the rise. */
  readonly row: number;
  /** The lowest level that the loss had come down to, and the one that it stays near. */
  readonly best: number;
  readonly level: number;
}

/** A climb of fewer values is noise, and the rise begins where the level was lost. */
const leastClimb = 16;
/** The climb begins above this share of the way from the best level to the one that counts as lost. */
const climbShare = 0.1;
/** Runs of fewer losses are looked at value by value too: too short for blocks to tell. */
const shortRun = 256;
/** All of so many last losses of such a run have to stay above the level that counts as lost. */
const leastStay = 12;
/** A loss that stays above this many times its best level has left it, whatever it had won. */
const factor = 5;
const leastTail = 3;
const mostTail = 16;
const tailShare = 0.05;
/** Losses at the start of a run whose median is its first level. */
const startLosses = 8;

/**
 * Finds where a training loss leaves its level for good. It reads a loss as it grows, at a cost that does not depend on
 * what was read before, and says the same as for the whole column at once.
 *
 * A loss has diverged when half of what training had won is lost again and stays lost (`DivergenceWatch`), or when its
 * last losses are all above five times its best level. The climb to there belongs to the divergence.
 */
export class Divergence {
  #watch = new DivergenceWatch();
  #column: Column | undefined = undefined;
  /** Index of the first value that was not read, and of the first since the run was resumed last. */
  #next = 0;
  #start = 0;
  #restarts = 0;

  /**
   * Reads what is new in the loss. `restarts`: the records at which the run was resumed or started again, in order; the
   * list may only have grown since the last call. A loss under another name is read from its beginning.
   */
  read(column: Column | undefined, restarts: readonly number[]): void {
    if (column?.key !== this.#column?.key) {
      this.#watch = new DivergenceWatch();
      this.#next = 0;
      this.#start = 0;
      this.#restarts = 0;
    }
    this.#column = column;
    for (; this.#restarts < restarts.length; this.#restarts += 1) {
      this.#readTo(lowerBound(column?.rows ?? new Uint32Array(), restarts[this.#restarts] ?? 0));
      this.#start = this.#next;
      this.#watch.restart();
    }
    this.#readTo(column?.values.length ?? 0);
  }

  /** Where the loss went up for good; null while it has not. */
  found(): Diverged | null {
    const column = this.#column;
    if (column === undefined) {
      return null;
    }
    const losses = column.values.subarray(this.#start, this.#next);
    const lost = this.#watch.diverged() ?? shortRise(losses) ?? leftLevel(losses, this.#watch.best);
    if (lost === null) {
      return null;
    }
    const { best, limit, level } = lost;
    const first = climbTo(lost.index - this.#start, losses, best + climbShare * (limit - best));
    return { row: column.rows[this.#start + first] ?? 0, best, level };
  }

  #readTo(end: number): void {
    if (this.#column !== undefined && end > this.#next) {
      this.#watch.addAll(this.#column.values.subarray(this.#next, end), this.#next);
      this.#next = end;
    }
  }
}

/** A short run whose last losses are all above the level that counts as lost; the level is read in blocks of four. */
function shortRise(losses: Float64Array): LostLevel | null {
  if (losses.length > shortRun) {
    return null;
  }
  const watch = new DivergenceWatch(4);
  watch.addAll(losses, 0);
  return staysAbove(losses, leastStay, { best: watch.best, limit: watch.limit });
}

/** Last losses that are all above five times the lowest level before. */
function leftLevel(losses: Float64Array, lowest: number): LostLevel | null {
  const tail = Math.min(mostTail, Math.max(leastTail, Math.ceil(tailShare * losses.length)));
  if (losses.length < 2 * leastTail) {
    return null;
  }
  const early = median(losses.subarray(0, Math.min(startLosses, losses.length - tail)).filter(Number.isFinite));
  const best = lowest < early ? lowest : early;
  return best > 0 ? staysAbove(losses, tail, { best, limit: factor * best }) : null;
}

/** Where the losses rose above a limit that the last of them, `least` or more, all stay above; null where they do not. */
function staysAbove(
  losses: Float64Array,
  least: number,
  { best, limit }: Pick<LostLevel, "best" | "limit">,
): LostLevel | null {
  let index = losses.length;
  while (index > 0 && !((losses[index - 1] ?? 0) <= limit)) {
    index -= 1;
  }
  const above = losses.subarray(index).filter(Number.isFinite);
  return limit < Number.POSITIVE_INFINITY && index > 0 && above.length >= least
    ? { index, best, limit, level: median(above.subarray(-mostTail)) }
    : null;
}

/** Where the climb to the loss at `index` began: right after the last one that was still near its level. */
function climbTo(index: number, losses: Float64Array, level: number): number {
  let start = index;
  while (start > 0 && !((losses[start - 1] ?? 0) <= level)) {
    start -= 1;
  }
  return index - start >= leastClimb && start > 0 ? start : index;
}
