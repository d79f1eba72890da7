import { autocorrelation } from "./acf.ts";
import { at } from "../at.ts";

/**
 * Block length for resampling a series in blocks, in points, from the series' own autocorrelation: lags count up to
 * the last one that differs from zero. 1 where nothing is correlated.
 * Politis & White 2004, "Automatic block-length selection for the dependent bootstrap", with the correction of Patton,
 * Politis & White 2009 (circular blocks).
 */
export function automaticBlockLength(values: Float64Array): number {
  const n = values.length;
  if (n < 9) {
    return 1;
  }
  const spare = Math.max(5, Math.ceil(Math.sqrt(Math.log10(n))));
  const maxLag = Math.min(n - 1, Math.ceil(Math.sqrt(n)) + spare);
  const acf = autocorrelation(values, maxLag);
  const reach = Math.min(2 * lastLag(acf, spare, 2 * Math.sqrt(Math.log10(n) / n)), maxLag);
  let [spread, level] = [0, 1];
  for (let lag = 1; lag <= reach; lag++) {
    const weight = Math.min(1, 2 * (1 - lag / reach)) * 2 * at(acf, lag);
    spread += weight * lag;
    level += weight;
  }
  const length = ((2 * spread * spread) / ((4 / 3) * level * level)) ** (1 / 3) * n ** (1 / 3);
  const longest = Math.ceil(Math.min(3 * Math.sqrt(n), n / 3));
  return Number.isFinite(length) ? Math.min(longest, Math.max(1, Math.round(length))) : 1;
}

/** The lag after which `spare` correlations in a row are within the noise; at least 1. */
function lastLag(acf: Float64Array, spare: number, noise: number): number {
  let quiet = 0;
  for (let lag = 1; lag < acf.length; lag++) {
    quiet = Math.abs(at(acf, lag)) < noise ? quiet + 1 : 0;
    if (quiet === spare) {
      return Math.max(1, lag - spare);
    }
  }
  return acf.length - 1;
}
