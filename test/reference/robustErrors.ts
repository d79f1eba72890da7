import { at } from "../../src/numerics/at.ts";
import type { LineFit } from "../../src/numerics/regression/ols.ts";

/** Standard errors of a line's intercept and slope. */
export interface LineErrors {
  readonly intercept: number;
  readonly slope: number;
}

/** Errors for independent residuals of equal variance. */
export function classicalErrors(line: LineFit): LineErrors {
  const variance = line.rss / (line.n - 2);
  return {
    intercept: Math.sqrt(variance * (1 / line.n + (line.xMean * line.xMean) / line.sxx)),
    slope: Math.sqrt(variance / line.sxx),
  };
}

/**
 * Errors that hold under autocorrelated residuals of any variance: Bartlett weights up to `lag`, without a correction
 * for small samples; lag 0 gives White's heteroscedasticity-robust errors (HC0).
 * Newey & West 1987, "A simple, positive semi-definite, heteroskedasticity and autocorrelation consistent covariance
 * matrix".
 */
export function neweyWestErrors(x: Float64Array, y: Float64Array, line: LineFit, lag: number): LineErrors {
  const n = line.n;
  const residual = (i: number): number => at(y, i) - line.intercept - line.slope * at(x, i);
  const influence = (i: number): number => at(x, i) - line.xMean;
  let [m11, m12, m22] = [0, 0, 0];
  for (let l = 0; l <= lag && l < n; l++) {
    const weight = (l === 0 ? 1 : 2) * (1 - l / (lag + 1));
    for (let i = l; i < n; i++) {
      const product = weight * residual(i) * residual(i - l);
      m11 += product;
      m12 += (product * (influence(i) + influence(i - l))) / 2;
      m22 += product * influence(i) * influence(i - l);
    }
  }
  // With x centered, the inverse of X'X is diagonal; the intercept is that at x = 0.
  const slope = m22 / (line.sxx * line.sxx);
  const center = m11 / (n * n);
  const cross = m12 / (n * line.sxx);
  const intercept = center - 2 * line.xMean * cross + line.xMean * line.xMean * slope;
  return { intercept: Math.sqrt(Math.max(0, intercept)), slope: Math.sqrt(Math.max(0, slope)) };
}
