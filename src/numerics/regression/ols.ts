import { at } from "../at.ts";
import { mean } from "../stats/mean.ts";

/** A least-squares line y = intercept + slope x. */
export interface LineFit {
  readonly intercept: number;
  readonly slope: number;
  /** Residual sum of squares. */
  readonly rss: number;
  /** Sum of squares of y about its mean. */
  readonly tss: number;
  /** Mean of x. */
  readonly xMean: number;
  /** Sum of squares of x about its mean. */
  readonly sxx: number;
  readonly n: number;
}

/** Half-open range of points that a fit reads: all of them by default. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Ordinary least squares of y on x over the points `from`..`to` (exclusive), or null where there are fewer than
 * two points or x does not vary.
 *
 * Our own rather than ml-regression's: that one sums raw products, which cancel where a value is large next to its spread
 * (it misses a golden slope by 5e-6, see test/golden/mlRegression.test.ts). Centered sums keep the digits (Chan, Golub & LeVeque 1983, "Algorithms for computing the
 * sample variance").
 */
export function fitLine(x: Float64Array, y: Float64Array, range?: Range): LineFit | null {
  const from = range?.from ?? 0;
  const to = range?.to ?? x.length;
  const n = to - from;
  if (n < 2) {
    return null;
  }
  const xMean = mean(x, from, to);
  const yMean = mean(y, from, to);
  let sxx = 0;
  let sxy = 0;
  let tss = 0;
  for (let i = from; i < to; i++) {
    const dx = at(x, i) - xMean;
    const dy = at(y, i) - yMean;
    sxx += dx * dx;
    sxy += dx * dy;
    tss += dy * dy;
  }
  if (!(sxx > 0)) {
    return null;
  }
  const slope = sxy / sxx;
  const intercept = yMean - slope * xMean;
  return { intercept, slope, rss: lineRss({ x, y, from, to, xMean, yMean, slope }), tss, xMean, sxx, n };
}

/** Coefficient of determination of a line; null where y does not vary. */
export function rSquared(rss: number, tss: number): number | null {
  return tss > 0 ? 1 - rss / tss : null;
}

interface LineThroughMeans {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly from: number;
  readonly to: number;
  readonly xMean: number;
  readonly yMean: number;
  readonly slope: number;
}

/** Summed from the residuals themselves: the shortcut `syy - slope sxy` cancels for close fits. */
function lineRss(line: LineThroughMeans): number {
  let rss = 0;
  for (let i = line.from; i < line.to; i++) {
    const residual = at(line.y, i) - line.yMean - line.slope * (at(line.x, i) - line.xMean);
    rss += residual * residual;
  }
  return rss;
}
