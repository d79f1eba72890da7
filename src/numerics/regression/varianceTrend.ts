import { at } from "../at.ts";
import type { NoiseWeights } from "./autoregression.ts";
import { mean } from "../stats/mean.ts";
import { fitLine } from "./ols.ts";

const fewest = 20;
/** Departures of neighbors share points, so the slope's standard error is larger than that of independent ones. */
const overlap = 1.5;
/** Standard errors from which a trend of the variance is believed. */
const clear = 3;
/** Steepest trend of ln variance on ln t. */
const steepest = 2;
/** Departures below this are rounding, whose trend says nothing. */
const rounding = 1e-12;

/**
 * Weights that level noise whose variance follows a power of t; all 1 where the points do not show one clearly. The
 * noise of each inner point is its departure from the line through its two neighbors, once in t and once in ln t, the
 * smaller of both, so that the curvature of neither law counts as noise.
 * Carroll & Ruppert 1988, "Transformation and Weighting in Regression", chapter 3.
 *
 * @param t mean times, increasing; `x`, `y` means of ln t and of ln L, of the same length
 */
export function varianceWeights(t: Float64Array, x: Float64Array, y: Float64Array): NoiseWeights {
  const n = y.length;
  const even = { weights: new Float64Array(n).fill(1), logWeights: 0 };
  if (n < fewest) {
    return even;
  }
  const [places, logSquares] = [new Float64Array(n), new Float64Array(n)];
  let count = 0;
  for (let i = 1; i < n - 1; i++) {
    const [inTime, inLog] = [departure(t, y, i), departure(x, y, i)];
    const least = Math.min(Math.abs(inTime), Math.abs(inLog));
    if (least > rounding) {
      places[count] = at(x, i);
      logSquares[count] = 2 * Math.log(least);
      count += 1;
    }
  }
  const line = fitLine(places, logSquares, { from: 0, to: count });
  if (line === null || count < fewest / 2) {
    return even;
  }
  const error = overlap * Math.sqrt(line.rss / (count - 2) / line.sxx);
  if (!(Math.abs(line.slope) > clear * error)) {
    return even;
  }
  const slope = Math.max(-steepest, Math.min(steepest, line.slope));
  const center = mean(x);
  const logs = x.map((value) => (-slope * (value - center)) / 2);
  return { weights: logs.map(Math.exp), logWeights: logs.reduce((sum, value) => sum + value, 0) };
}

/** Distance of point i from the line through its neighbors, in standard deviations of one point's noise. */
function departure(x: Float64Array, y: Float64Array, i: number): number {
  const part = (at(x, i) - at(x, i - 1)) / (at(x, i + 1) - at(x, i - 1));
  const between = at(y, i - 1) + part * (at(y, i + 1) - at(y, i - 1));
  return (at(y, i) - between) / Math.sqrt(1 + part * part + (1 - part) * (1 - part));
}
