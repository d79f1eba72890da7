import { at } from "../at.ts";
import { median, sortedQuantile } from "../stats/quantile.ts";

export interface TheilSenLine {
  readonly intercept: number;
  readonly slope: number;
  /** 95 % interval of the slope for independent residuals. */
  readonly interval: readonly [low: number, high: number];
}

const z95 = 1.959963984540054;

/**
 * The median of the slopes between all pairs of points, and the line through the medians with it: up to 29 % of the
 * points may be anything. O(n^2 log n), so for bins, not raw steps. Null where x does not vary.
 * Sen 1968, "Estimates of the regression coefficient based on Kendall's tau" (the interval too).
 *
 * Our own rather than ml-regression-theil-sen, which gives no interval and takes the intercept differently.
 */
export function theilSenLine(x: Float64Array, y: Float64Array): TheilSenLine | null {
  const n = x.length;
  const all = new Float64Array((n * (n - 1)) / 2);
  let count = 0;
  for (let i = 0; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      const dx = at(x, j) - at(x, i);
      if (dx !== 0) {
        all[count] = (at(y, j) - at(y, i)) / dx;
        count += 1;
      }
    }
  }
  if (count === 0) {
    return null;
  }
  const slopes = all.subarray(0, count).sort();
  const slope = sortedQuantile(slopes, 0.5);
  const sigma = Math.sqrt(kendallVariance(x, y));
  const upper = Math.min(Math.round((count + z95 * sigma) / 2), count - 1);
  const lower = Math.max(Math.round((count - z95 * sigma) / 2) - 1, 0);
  return {
    intercept: median(y) - slope * median(x),
    slope,
    interval: [at(slopes, lower), at(slopes, upper)],
  };
}

/** Variance of the number of concordant less discordant pairs, with its correction for ties. */
function kendallVariance(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  const ties = (values: Float64Array): number => {
    const sorted = values.slice().sort();
    let sum = 0;
    for (let start = 0; start < n;) {
      let end = start + 1;
      while (end < n && at(sorted, end) === at(sorted, start)) {
        end += 1;
      }
      const k = end - start;
      sum += k * (k - 1) * (2 * k + 5);
      start = end;
    }
    return sum;
  };
  return (n * (n - 1) * (2 * n + 5) - ties(x) - ties(y)) / 18;
}
