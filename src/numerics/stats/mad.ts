import { at } from "../at.ts";
import { median } from "./quantile.ts";

/** Third quartile of the standard normal: MAD / this estimates a normal sigma. */
export const normalQuartile = 0.6744897501960817;

/** Median absolute deviation about `center` (the median by default), not rescaled. NaN for no values. */
export function medianAbsoluteDeviation(values: Float64Array, center = median(values)): number {
  const deviations = new Float64Array(values.length);
  for (let i = 0; i < values.length; i++) {
    deviations[i] = Math.abs(at(values, i) - center);
  }
  return median(deviations);
}

/** Robust estimate of a normal sigma: MAD / 0.6745. */
export function robustSigma(values: Float64Array, center?: number): number {
  return medianAbsoluteDeviation(values, center) / normalQuartile;
}
