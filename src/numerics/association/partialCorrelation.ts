import type { Interval } from "../stats/interval.ts";
import type { ControlFit } from "./controlFit.ts";
import { correlationP, fisherInterval, productMoment } from "./correlation.ts";

/** A correlation of n pairs once the controls are fitted away. */
export interface PartialCorrelation {
  readonly n: number;
  readonly controls: number;
  readonly r: number;
  readonly df: number;
  readonly p: number;
  readonly interval: Interval;
}

/** Parts of y's spread below which what is left of it is rounding. */
const rounding = 1e-12;

/**
 * Correlation of what least squares on an intercept and the controls leaves of x and y: Student's p with n - 2 - k
 * degrees of freedom, Fisher's interval with n - k - 3. Null where the controls cannot be fitted (`fit` null) or
 * determine x or y, and where too few pairs are left. Arrays of the length that the controls have. Fisher 1924.
 */
export function partialCorrelation(
  x: Float64Array,
  y: Float64Array,
  fit: ControlFit | null,
): PartialCorrelation | null {
  const n = x.length;
  if (fit === null || n - 2 - fit.count < 2) {
    return null;
  }
  const df = n - 2 - fit.count;
  const [xLeft, yLeft] = [fit.residuals(x), fit.residuals(y)];
  if (isRounding(xLeft, x) || isRounding(yLeft, y)) {
    return null;
  }
  const r = productMoment(xLeft, yLeft);
  return Number.isNaN(r)
    ? null
    : { n, controls: fit.count, r, df, p: correlationP(r, df), interval: fisherInterval(r, 1 / (df - 1)) };
}

function isRounding(residuals: Float64Array, values: Float64Array): boolean {
  const size = (of: Float64Array): number => Math.sqrt(of.reduce((sum, value) => sum + value * value, 0));
  return !(size(residuals) > rounding * size(values));
}
