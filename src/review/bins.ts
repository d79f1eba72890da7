import { at } from "../numerics/at.ts";
import type { Points } from "./runPlot.ts";
import type { Clock } from "./runReview.ts";

const BINS_WITHOUT_EPOCHS = 200;

/** Width of a bin in units of the clock: a part of an epoch, or a 200th of a run that has no epochs. */
export function binWidth(clock: Clock, binsPerEpoch: number, points: Points): number {
  const end = points.t.length > 0 ? at(points.t, points.t.length - 1) : 0;
  return clock === "epoch" ? 1 / binsPerEpoch : end / BINS_WITHOUT_EPOCHS;
}

/**
 * Means of t and of y over the bins ((k - 1) width, k width], empty bins left out. The mean of t, not the bin's edge,
 * so that a bin with one record keeps that record's time. Expects t increasing; all of it is one bin where the width is no
 * positive number.
 */
export function binMeans({ t, y }: Points, width: number): Points {
  const means = { t: new Float64Array(t.length), y: new Float64Array(t.length) };
  const binOf = (i: number): number => (width > 0 ? Math.ceil(at(t, i) / width - 1e-9) : 0);
  let bins = 0;
  for (let start = 0; start < t.length;) {
    const bin = binOf(start);
    let [sumT, sumY, end] = [0, 0, start];
    while (end < t.length && binOf(end) === bin) {
      sumT += at(t, end);
      sumY += at(y, end);
      end += 1;
    }
    means.t[bins] = sumT / (end - start);
    means.y[bins] = sumY / (end - start);
    bins += 1;
    start = end;
  }
  return { t: means.t.slice(0, bins), y: means.y.slice(0, bins) };
}

/** The points of start < t <= end, as views. */
export function between({ t, y }: Points, start: number, end: number): Points {
  const from = firstAfter(t, start);
  const to = firstAfter(t, end);
  return { t: t.subarray(from, to), y: y.subarray(from, to) };
}

/** Index of the first value above a limit in increasing values, by bisection. */
export function firstAfter(values: Float64Array, limit: number): number {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(values, middle) > limit) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
