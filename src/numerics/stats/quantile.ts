import { at } from "../at.ts";

/**
 * Quantile of values sorted upwards, linear between order statistics (Hyndman & Fan 1996, type 7: the default of
 * R and numpy). NaN for no values.
 */
export function sortedQuantile(sorted: Float64Array, q: number): number {
  const n = sorted.length;
  if (n === 0) {
    return NaN;
  }
  const position = Math.min(Math.max(q, 0), 1) * (n - 1);
  const below = Math.floor(position);
  const low = at(sorted, below);
  const high = at(sorted, Math.min(below + 1, n - 1));
  const part = position - below;
  return part === 0 ? low : low + (high - low) * part;
}

/** Quantile (type 7) of values in any order, which stay as they are. */
export function quantile(values: Float64Array, q: number): number {
  return sortedQuantile(values.slice().sort(), q);
}

/** Median; NaN for no values. */
export function median(values: Float64Array): number {
  return quantile(values, 0.5);
}
