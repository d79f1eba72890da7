import { at } from "../../numerics/at.ts";
import { median } from "../../numerics/stats/quantile.ts";

/** A loss this many times its running median has left it. */
const FACTOR = 5;
/** Losses that the running median is taken of: those right before. */
const MEDIAN_OF = 101;
/** Fewest losses after the point: a spike at the very end is not yet a divergence. */
const MIN_AFTER = 3;

/**
 * Index at which the losses leave the lowest level that they had held, for more than five times that level to the end;
 * null where they never do. The climb there belongs to the divergence. A level is the median of 101 losses in a row (of all before, where there are fewer): the lowest one
 * rather than the last, since a climb over more losses than that would take the last along. Expects finite losses > 0.
 */
export function divergedFrom(losses: Float64Array): number | null {
  const n = losses.length;
  const lowestAfter = new Float64Array(n);
  for (let i = n - 1, lowest = Infinity; i >= 0; i--) {
    lowest = Math.min(lowest, at(losses, i));
    lowestAfter[i] = lowest;
  }
  let level = Infinity;
  for (let i = firstPossible(losses, lowestAfter), seen = 0; i <= n - MIN_AFTER; i++) {
    for (; seen + MEDIAN_OF <= i; seen += MEDIAN_OF) {
      level = Math.min(level, median(losses.subarray(seen, seen + MEDIAN_OF)));
    }
    const before = level === Infinity ? median(losses.subarray(0, i)) : level;
    if (at(lowestAfter, i) > FACTOR * before) {
      return climbTo(i, losses, before);
    }
  }
  return null;
}

/** Where the climb to `i` began: right after the last loss that was still at its level. */
function climbTo(i: number, losses: Float64Array, level: number): number {
  let start = i;
  while (start > 0 && at(losses, start - 1) > level) {
    start -= 1;
  }
  return start;
}

/** No index before it can be the answer: the lowest loss to come is not yet five times the lowest so far. */
function firstPossible(losses: Float64Array, lowestAfter: Float64Array): number {
  let lowest = Infinity;
  for (let i = 1; i < losses.length; i++) {
    lowest = Math.min(lowest, at(losses, i - 1));
    if (at(lowestAfter, i) > FACTOR * lowest) {
      return i;
    }
  }
  return losses.length;
}
