import { at } from "../../numerics/at.ts";
import { partOf, type LossSeries } from "../../numerics/models/lossSeries.ts";
import type { Points } from "../model/runPlot.ts";
import type { Clock, Interval } from "../model/runReview.ts";

/** Bins of a run without epochs, and of one with too few of them for as many bins as fits need. */
const evenBins = 200;
const fewBins = 60;

/** How a clock is cut into bins: ((k - 1) width, k width] from `start` on. */
export interface BinGrid {
  readonly start: number;
  readonly width: number;
}

/**
 * The bins of a run: parts of an epoch, or a 200th of a run that has no epochs or would have fewer than 60 such parts.
 * The latter counts from 0, or, where it begins later than its first bin would end, from its first record: one that was
 * resumed, or that goes on from another run, would have few bins otherwise.
 */
export function binGrid(clock: Clock, binsPerEpoch: number, { t }: Points): BinGrid {
  const [first, end] = t.length > 0 ? [at(t, 0), at(t, t.length - 1)] : [0, 0];
  const start = first > end / evenBins ? first : 0;
  const width = 1 / binsPerEpoch;
  return clock === "epoch" && (end - start) / width >= fewBins
    ? { start: 0, width }
    : { start, width: (end - start) / evenBins };
}

/**
 * What the models read of a loss: means of t, of ln t and of ln L over bins, empty ones left out. Both an exponential of t
 * and a power of t keep their shape under these means; a mean of L would lie above either.
 * Expects t > 0 increasing and L > 0.
 */
export function lossBins({ t, y }: Points, grid: BinGrid): LossSeries {
  const bins = {
    t: new Float64Array(t.length),
    logT: new Float64Array(t.length),
    logLoss: new Float64Array(t.length),
    spread: new Float64Array(t.length),
  };
  let count = 0;
  for (let start = 0; start < t.length; count++) {
    const end = endOfBin(t, start, grid);
    const origin = Math.log(at(t, start));
    let sumT = 0;
    let sumLogT = 0;
    let sumSquares = 0;
    let sumLogLoss = 0;
    for (let i = start; i < end; i++) {
      const fromOrigin = Math.log(at(t, i)) - origin;
      sumT += at(t, i);
      sumLogT += fromOrigin;
      sumSquares += fromOrigin * fromOrigin;
      sumLogLoss += Math.log(at(y, i));
    }
    const size = end - start;
    bins.t[count] = sumT / size;
    bins.logT[count] = origin + sumLogT / size;
    bins.spread[count] = Math.max(0, sumSquares / size - (sumLogT / size) ** 2);
    bins.logLoss[count] = sumLogLoss / size;
    start = end;
  }
  return partOf(bins, 0, count);
}

/** Bins as they are drawn: the geometric mean of the losses at the mean time. */
export function drawn({ t, logLoss }: LossSeries): Points {
  return { t, y: logLoss.map(Math.exp) };
}

/**
 * Means of t and of y over bins, empty ones left out; what stands at the start belongs to the first. The mean of t, not
 * the bin's edge, so that a bin with one record keeps that record's time. Expects t increasing and not before the start;
 * all of it is one bin where the width is no positive number.
 */
export function binMeans({ t, y }: Points, grid: BinGrid): Points {
  const means = { t: new Float64Array(t.length), y: new Float64Array(t.length) };
  let bins = 0;
  for (let start = 0; start < t.length; bins++) {
    const end = endOfBin(t, start, grid);
    let [sumT, sumY] = [0, 0];
    for (let i = start; i < end; i++) {
      sumT += at(t, i);
      sumY += at(y, i);
    }
    means.t[bins] = sumT / (end - start);
    means.y[bins] = sumY / (end - start);
    start = end;
  }
  return { t: means.t.slice(0, bins), y: means.y.slice(0, bins) };
}

/** Index after the last point that shares the bin of the point at `start`: in doubling steps, then by bisection. */
function endOfBin(t: Float64Array, start: number, { start: from, width }: BinGrid): number {
  const binOf = (i: number): number => (width > 0 ? Math.max(1, Math.ceil((at(t, i) - from) / width - 1e-9)) : 0);
  const bin = binOf(start);
  let [inside, step] = [start, 1];
  while (inside + step < t.length && binOf(inside + step) === bin) {
    inside += step;
    step *= 2;
  }
  let outside = Math.min(t.length, inside + step);
  while (outside - inside > 1) {
    const middle = (inside + outside) >> 1;
    if (binOf(middle) === bin) {
      inside = middle;
    } else {
      outside = middle;
    }
  }
  return outside;
}

/** The bins of start < t <= end, as views. */
export function binsBetween(bins: LossSeries, start: number, end: number): LossSeries {
  return partOf(bins, firstAfter(bins.t, start), firstAfter(bins.t, end));
}

/** The bins of start <= t <= end, as views. */
export function binsWithin(bins: LossSeries, [start, end]: Interval): LossSeries {
  let from = firstAfter(bins.t, start);
  while (from > 0 && at(bins.t, from - 1) >= start) {
    from -= 1;
  }
  return partOf(bins, from, firstAfter(bins.t, end));
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
