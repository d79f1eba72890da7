import { at } from "../at.ts";
import type { Interval } from "../stats/interval.ts";
import { mean } from "../stats/mean.ts";
import { studentQuantile, studentTwoSidedP } from "../stats/student.ts";

/** Mean, standard deviation (n - 1) and 95 % t interval of a mean; the last two are null for one value. */
export interface MeanEstimate {
  readonly n: number;
  readonly mean: number;
  readonly sd: number | null;
  readonly interval: Interval | null;
}

/** The mean of independent values with its t interval; null for none. */
export function meanEstimate(values: Float64Array): MeanEstimate | null {
  const n = values.length;
  if (n === 0) {
    return null;
  }
  const center = mean(values);
  const sd = standardDeviation(values);
  if (sd === null) {
    return { n, mean: center, sd, interval: null };
  }
  const reach = (studentQuantile(0.975, n - 1) * sd) / Math.sqrt(n);
  return { n, mean: center, sd, interval: [center - reach, center + reach] };
}

/** Standard deviation with n - 1; null for fewer than two values. */
export function standardDeviation(values: Float64Array): number | null {
  if (values.length < 2) {
    return null;
  }
  const center = mean(values);
  return Math.sqrt(values.reduce((sum, value) => sum + (value - center) ** 2, 0) / (values.length - 1));
}

/** A mean difference of pairs with its t interval and two-sided p; null where the pairs do not vary or are one. */
export interface PairedDifference {
  readonly pairs: number;
  readonly mean: number;
  readonly sd: number;
  readonly interval: Interval;
  readonly p: number;
}

/** x - y of pairs in the same order, arrays of the same length; Student's t with pairs - 1 degrees of freedom. */
export function pairedDifference(x: Float64Array, y: Float64Array): PairedDifference | null {
  const { n, mean: center, sd, interval } = meanEstimate(x.map((value, i) => value - at(y, i))) ?? missing;
  return sd === null || interval === null || !(sd > 0)
    ? null
    : { pairs: n, mean: center, sd, interval, p: studentTwoSidedP((center * Math.sqrt(n)) / sd, n - 1) };
}

const missing: MeanEstimate = { n: 0, mean: NaN, sd: null, interval: null };

/** A difference of the means of two independent samples of unequal variance. */
export interface WelchDifference {
  readonly difference: number;
  readonly df: number;
  readonly interval: Interval;
  readonly p: number;
}

/** mean(x) - mean(y) by Welch 1947, "The generalization of Student's problem"; null where a variance is missing or both are 0. */
export function welchDifference(x: Float64Array, y: Float64Array): WelchDifference | null {
  const [xSd, ySd] = [standardDeviation(x), standardDeviation(y)];
  if (xSd === null || ySd === null || !(xSd + ySd > 0)) {
    return null;
  }
  const [xPart, yPart] = [xSd ** 2 / x.length, ySd ** 2 / y.length];
  const error = Math.sqrt(xPart + yPart);
  const df = (xPart + yPart) ** 2 / (xPart ** 2 / (x.length - 1) + yPart ** 2 / (y.length - 1));
  const difference = mean(x) - mean(y);
  const reach = studentQuantile(0.975, df) * error;
  return {
    difference,
    df,
    interval: [difference - reach, difference + reach],
    p: studentTwoSidedP(difference / error, df),
  };
}
