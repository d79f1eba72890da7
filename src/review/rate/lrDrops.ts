import { at } from "../../numerics/at.ts";
import type { Points } from "../model/runPlot.ts";
import { highestRate } from "./rateExtremes.ts";

/** A fall to at most this part of the learning rate is a drop. */
const dropFactor = 0.5;
/** How much faster than in the bins around it the rate must fall: a schedule that glides to zero has no drop. */
const sharpness = 4;
/** Part of the highest rate below which nothing counts: a rate that was written with few digits falls in steps there. */
const negligible = 0.01;

/**
 * Times of learning-rate drops: the last time before the rate falls by half or more within one bin. A rate that only
 * glides down (cosine, linear to zero) halves within a bin near its end too; there the fall is no steeper than the one
 * before it, and it is no drop.
 */
export function dropsOfLearningRate(rate: Points, width: number): number[] {
  if (!(width > 0)) {
    return [];
  }
  const drops: number[] = [];
  const { t, y } = rate;
  const least = negligible * highestRate(y);
  for (let i = 1; i < t.length; i++) {
    const before = at(y, i - 1);
    const isFall = before > least && at(y, i) <= before * (1 - 1e-9);
    if (!isFall) {
      continue;
    }
    const end = lastWithin(t, i, width);
    const fall = before - at(y, end);
    if (at(y, end) <= before * dropFactor && fall >= sharpness * fallBefore(rate, i - 1, width)) {
      drops.push(at(t, i - 1));
      i = end;
    }
  }
  return drops;
}

/** Last index whose time lies within one bin of the record before `first`; at least `first` itself. */
function lastWithin(t: Float64Array, first: number, width: number): number {
  let end = first;
  while (end + 1 < t.length && at(t, end + 1) <= at(t, first - 1) + width) {
    end += 1;
  }
  return end;
}

/** How much the rate fell over the bin that ends at index `last`; over the one record before it, at least. */
function fallBefore({ t, y }: Points, last: number, width: number): number {
  let start = last;
  while (start > 0 && (start === last || at(t, start - 1) >= at(t, last) - width)) {
    start -= 1;
  }
  return Math.max(0, at(y, start) - at(y, last));
}
