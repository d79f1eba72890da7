import { at } from "../at.ts";
import type { Interval } from "../stats/interval.ts";
import { effectiveSize, residualPhi } from "../series/effectiveSampleSize.ts";
import { robustSigma } from "../stats/mad.ts";
import { huberLine, type HuberLine } from "./huber.ts";
import { slopeInterval } from "./hc3.ts";
import { fitLine } from "./ols.ts";
import { median } from "../stats/quantile.ts";
import { studentQuantile } from "../stats/student.ts";
import { theilSenLine } from "./theilSen.ts";

export type LineMethod = "leastSquares" | "huber" | "theilSen";

export interface ChosenLine {
  readonly method: LineMethod;
  readonly intercept: number;
  readonly slope: number;
  readonly interval: Interval;
  /** The slope by Huber's estimate, whichever was chosen. */
  readonly huber: number;
  /** Points that lie more than six robust sigmas off the points around them. */
  readonly outliers: number;
}

/** Robust sigmas from which a residual is an outlier. */
const outlying = 6;
/** Points on either side that a point is compared with. */
const neighbors = 3;
/** Part of the points from which outliers are too many for Huber's estimate. */
const many = 0.1;
/** Theil and Sen's estimate looks at every pair of points. */
const mostForPairs = 500;

/**
 * A line and the 95 % interval of its slope: least squares where no residual is an outlier, Huber's estimate where
 * some are, Theil and Sen's where a tenth or more of the points are. The intervals allow for autocorrelation by the
 * effective sample size. Null where x does not vary.
 * @param weights that level the noise of y, of the same length: without them the noisy end would pass for outliers
 */
export function chosenLine(x: Float64Array, y: Float64Array, weights: Float64Array): ChosenLine | null {
  const line = fitLine(x, y);
  const huber = huberLine(x, y);
  if (line === null || huber === null) {
    return null;
  }
  const outliers = countOutliers({ x, y, weights }, huber);
  if (outliers === 0) {
    const { intercept, slope } = line;
    return {
      method: "leastSquares",
      intercept,
      slope,
      interval: slopeInterval(x, y, line),
      huber: huber.slope,
      outliers,
    };
  }
  const reach = widening(x, y, huber);
  if (outliers >= many * x.length && x.length <= mostForPairs) {
    const sen = theilSenLine(x, y);
    if (sen !== null) {
      const interval: Interval = [
        sen.slope - reach.pairs * (sen.slope - sen.interval[0]),
        sen.slope + reach.pairs * (sen.interval[1] - sen.slope),
      ];
      return { method: "theilSen", intercept: sen.intercept, slope: sen.slope, interval, huber: huber.slope, outliers };
    }
  }
  const half = reach.student * huber.errors[1];
  const interval: Interval = [huber.slope - half, huber.slope + half];
  return { method: "huber", intercept: huber.intercept, slope: huber.slope, interval, huber: huber.slope, outliers };
}

interface WeightedPoints {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Residuals that stand out from the residuals around them, not from the line: where the line is the wrong model, whole
 * stretches lie off it, and no robust estimate would make that better.
 */
function countOutliers({ x, y, weights }: WeightedPoints, { intercept, slope }: HuberLine): number {
  const residuals = y.map((value, i) => at(weights, i) * (value - intercept - slope * at(x, i)));
  const last = residuals.length - 1;
  const distances = residuals.map((residual, i) => {
    const half = Math.min(neighbors, i, last - i);
    return residual - median(residuals.subarray(i - half, i + half + 1));
  });
  const scale = robustSigma(
    distances.filter((distance) => distance !== 0),
    0,
  );
  return distances.filter((distance) => Math.abs(distance) > outlying * scale).length;
}

/** How much wider than for independent residuals an interval must be, outliers pulled in to six sigmas. */
function widening(x: Float64Array, y: Float64Array, huber: HuberLine): { student: number; pairs: number } {
  const limit = outlying * huber.scale;
  const residuals = y.map((value, i) => {
    const residual = value - huber.intercept - huber.slope * at(x, i);
    return Math.min(limit, Math.max(-limit, residual));
  });
  const nEff = effectiveSize(x.length, residualPhi(residuals, 2));
  const quantile = studentQuantile(0.975, Math.max(1, nEff - 2));
  const ratio = Math.sqrt(x.length / nEff);
  return { student: quantile * ratio, pairs: (quantile / studentQuantile(0.975, 1e6)) * ratio };
}
