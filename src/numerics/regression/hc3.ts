import { at } from "../at.ts";
import type { Interval } from "../stats/interval.ts";
import { studentQuantile } from "../stats/student.ts";
import { effectiveSize, residualPhi } from "../series/effectiveSampleSize.ts";
import type { LineFit } from "./ols.ts";

const leastFreedom = 2;

/**
 * 95 % interval of a line's slope that needs no even variance: the standard error HC3 of MacKinnon & White 1985 ("Some
 * heteroskedasticity-consistent covariance matrix estimators with improved finite sample properties"), widened by
 * sqrt((n - 2) / f), with f = nEff - 2 degrees of freedom left to residuals with first-order autocorrelation.
 */
export function slopeInterval(x: Float64Array, y: Float64Array, line: LineFit): Interval {
  const n = x.length;
  const residuals = y.map((value, i) => value - line.intercept - line.slope * at(x, i));
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const dx = at(x, i) - line.xMean;
    const leverage = 1 / n + (dx * dx) / line.sxx;
    const part = (dx * at(residuals, i)) / Math.max(1 - leverage, Number.EPSILON);
    sum += part * part;
  }
  const freedom = Math.max(leastFreedom, effectiveSize(n, residualPhi(residuals, 2)) - 2);
  const error = (Math.sqrt(sum) / line.sxx) * Math.sqrt((n - 2) / freedom);
  const reach = studentQuantile(0.975, freedom) * error;
  return [line.slope - reach, line.slope + reach];
}
