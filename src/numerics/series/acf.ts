import { at } from "../at.ts";
import { mean } from "../stats/mean.ts";

/**
 * Sample autocorrelation at lags 0..maxLag, normalized by the lag-0 sum (Box & Jenkins 1976, 2.1.5).
 * All zeros past lag 0 where the values do not vary.
 */
export function autocorrelation(values: Float64Array, maxLag: number): Float64Array {
  const n = values.length;
  const center = n > 0 ? mean(values) : 0;
  const acf = new Float64Array(maxLag + 1);
  for (let lag = 0; lag <= maxLag && lag < n; lag++) {
    let sum = 0;
    for (let i = lag; i < n; i++) {
      sum += (at(values, i) - center) * (at(values, i - lag) - center);
    }
    acf[lag] = sum;
  }
  const variance = at(acf, 0);
  for (let lag = 0; lag <= maxLag; lag++) {
    acf[lag] = variance > 0 ? at(acf, lag) / variance : 0;
  }
  acf[0] = 1;
  return acf;
}
