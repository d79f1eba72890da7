import { at } from "../../numerics/at.ts";
import { differenceSigma } from "../../numerics/plateau/changePoints.ts";
import { fitLine } from "../../numerics/regression/ols.ts";
import type { Points } from "../model/runPlot.ts";

/** A fall to at most this part of the learning rate is a drop. */
const DROP = 0.5;
/** How much faster than in the bins around it the rate must fall: a schedule that glides to zero has no drop. */
const SHARPNESS = 4;
/** Part of the highest rate below which nothing counts: a rate that was written with few digits falls in steps there. */
const NEGLIGIBLE = 0.01;

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
  const least = NEGLIGIBLE * y.reduce((highest, value) => Math.max(highest, value), 0);
  for (let i = 1; i < t.length; i++) {
    const before = at(y, i - 1);
    const isFall = before > least && at(y, i) <= before * (1 - 1e-9);
    if (!isFall) {
      continue;
    }
    const end = lastWithin(t, i, width);
    const fall = before - at(y, end);
    if (at(y, end) <= before * DROP && fall >= SHARPNESS * fallBefore(rate, i - 1, width)) {
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

/** Points on either side that a jump of the curve is judged by. */
const SIDE = 8;
/** Smallest jump of ln L, and the smallest in sigmas of the curve's own noise. */
const MIN_JUMP = 0.2;
const MIN_SIGMAS = 10;
/** How far from where the lines lie furthest apart the drop itself may begin, in points. */
const REACH = 3;

/**
 * Times at which the loss itself drops as it does when the learning rate does, for logs without a learning rate: the
 * lines through the points before and after (ln L on ln t) lie apart by 20 % or more and by far more than
 * the noise, and most of the way is covered within two points. Only the clear cases: in doubt there is no drop.
 */
export function dropsOfCurve(bins: Points): number[] {
  const { t } = bins;
  const x = t.map(Math.log);
  const y = bins.y.map(Math.log);
  const sigma = differenceSigma(y);
  const jumps = new Float64Array(t.length);
  for (let i = SIDE; i + SIDE <= t.length; i++) {
    const jump = jumpAt(x, y, i);
    const step = Math.min(at(y, i) - at(y, i - 1), (i + 1 < t.length ? at(y, i + 1) : Infinity) - at(y, i - 1));
    jumps[i] = jump < -Math.max(MIN_JUMP, MIN_SIGMAS * sigma) && step < 0.5 * jump ? jump : 0;
  }
  return deepest(jumps).map((i) => at(t, steepest(y, i) - 1));
}

/** The point near i that lies furthest below the one before it: where the drop begins. */
function steepest(y: Float64Array, i: number): number {
  let best = i;
  for (let j = Math.max(1, i - REACH); j <= Math.min(y.length - 1, i + REACH); j++) {
    if (at(y, j) - at(y, j - 1) < at(y, best) - at(y, best - 1)) {
      best = j;
    }
  }
  return best;
}

/** Distance of the two sides' lines halfway between point i - 1 and point i. */
function jumpAt(x: Float64Array, y: Float64Array, i: number): number {
  const before = fitLine(x, y, { from: i - SIDE, to: i });
  const after = fitLine(x, y, { from: i, to: i + SIDE });
  if (before === null || after === null) {
    return 0;
  }
  const middle = (at(x, i - 1) + at(x, i)) / 2;
  return after.intercept + after.slope * middle - (before.intercept + before.slope * middle);
}

/** Of neighbouring jumps, which the same drop causes, only the deepest. */
function deepest(jumps: Float64Array): number[] {
  const kept: number[] = [];
  for (let i = 0; i < jumps.length; i++) {
    if (at(jumps, i) === 0) {
      continue;
    }
    const last = kept[kept.length - 1];
    if (last === undefined || i - last > SIDE) {
      kept.push(i);
    } else if (at(jumps, i) < at(jumps, last)) {
      kept[kept.length - 1] = i;
    }
  }
  return kept;
}
