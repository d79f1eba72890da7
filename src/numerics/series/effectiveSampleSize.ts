import { autocorrelation } from "./acf.ts";
import { at } from "../at.ts";

/** Correlation that is never exceeded, so that the effective size stays positive. */
const maxPhi = 0.99;

/**
 * First-order autocorrelation of residuals that took `parameters` parameters to get, corrected for the bias that
 * fitting brings: p parameters of smooth curves lower phi by about (p + (p + 2) phi) / n. Clamped to 0..0.99: negative
 * correlation is not allowed to make the sample larger than it is.
 * Marriott & Pope 1954, "Bias in the estimation of autocorrelations".
 */
export function residualPhi(residuals: Float64Array, parameters: number): number {
  const n = residuals.length;
  if (n < 3) {
    return 0;
  }
  const raw = at(autocorrelation(residuals, 1), 1);
  const corrected = (raw + parameters / n) / Math.max(0.1, 1 - (parameters + 2) / n);
  return Math.min(maxPhi, Math.max(0, corrected));
}

/** Number of independent points that n points with first-order autocorrelation phi are worth: n (1 - phi) / (1 + phi). */
export function effectiveSize(n: number, phi: number): number {
  return (n * (1 - phi)) / (1 + phi);
}
