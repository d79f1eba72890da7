import { at } from "../numerics/at.ts";
import { median } from "../numerics/quantile.ts";

/** A loss this many times its running median has left it. */
const FACTOR = 5;
/** Losses that the running median is taken of: those right before. */
const MEDIAN_OF = 101;
/** Fewest losses after the point: a spike at the very end is not yet a divergence. */
const MIN_AFTER = 3;
/** Most points at which the running median is worked out. */
const MAX_CHECKS = 2000;

/**
 * Index from which the losses stay above five times the median of those before, to the end; null where they never do.
 * Expects finite losses > 0. Linear: only where the lowest loss to come is five times the lowest so far can the
 * point be, and the median is worked out there alone.
 */
export function divergedFrom(losses: Float64Array): number | null {
  const n = losses.length;
  const lowestAfter = new Float64Array(n);
  for (let i = n - 1, lowest = Infinity; i >= 0; i--) {
    lowest = Math.min(lowest, at(losses, i));
    lowestAfter[i] = lowest;
  }
  const first = firstPossible(losses, lowestAfter);
  const stride = Math.max(1, Math.ceil((n - first) / MAX_CHECKS));
  for (let i = first; i <= n - MIN_AFTER; i += stride) {
    const before = median(losses.subarray(Math.max(0, i - MEDIAN_OF), i));
    if (at(lowestAfter, i) > FACTOR * before) {
      return i;
    }
  }
  return null;
}

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
