import { at } from "../at.ts";

/**
 * Exponentially weighted moving average, recursive: m0 = x0, m = (1 - alpha) m + alpha x (pandas' `adjust=False`).
 * Expects finite values. Roberts 1959, "Control chart tests based on geometric moving averages".
 */
export function ewma(values: Float64Array, alpha: number): Float64Array {
  const smooth = new Float64Array(values.length);
  let level = values.length > 0 ? at(values, 0) : 0;
  for (let i = 0; i < values.length; i++) {
    level += alpha * (at(values, i) - level);
    smooth[i] = level;
  }
  return smooth;
}
