import { at } from "../../numerics/at.ts";
import type { Points } from "../model/runPlot.ts";
import type { Clock } from "../model/runReview.ts";

const BINS_WITHOUT_EPOCHS = 200;

/** How a clock is cut into bins: ((k - 1) width, k width] from `start` on. */
export interface BinGrid {
  readonly start: number;
  readonly width: number;
}

/**
 * The bins of a run: parts of an epoch, or a 200th of a run that has no epochs. Such a run counts from 0, or, where it
 * begins later than its first bin would end, from its first record: one that was resumed, or that goes on from another
 * run, would have few bins otherwise.
 */
export function binGrid(clock: Clock, binsPerEpoch: number, { t }: Points): BinGrid {
  if (clock === "epoch") {
    return { start: 0, width: 1 / binsPerEpoch };
  }
  const [first, end] = t.length > 0 ? [at(t, 0), at(t, t.length - 1)] : [0, 0];
  const start = first > end / BINS_WITHOUT_EPOCHS ? first : 0;
  return { start, width: (end - start) / BINS_WITHOUT_EPOCHS };
}

/**
 * Means of t and of y over bins, empty ones left out; what stands at the start belongs to the first. The mean of t, not
 * the bin's edge, so that a bin with one record keeps that record's time. Expects t increasing and not before the start;
 * all of it is one bin where the width is no positive number.
 */
export function binMeans({ t, y }: Points, { start: from, width }: BinGrid): Points {
  const means = { t: new Float64Array(t.length), y: new Float64Array(t.length) };
  const binOf = (i: number): number => (width > 0 ? Math.max(1, Math.ceil((at(t, i) - from) / width - 1e-9)) : 0);
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
