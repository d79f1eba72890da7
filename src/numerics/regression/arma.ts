import { at } from "../at.ts";
import { schurComplement } from "./schur.ts";

const phis = [0, 0.3, 0.5, 0.7, 0.8, 0.87, 0.92, 0.96, 0.98, 0.99];
/** Residuals smaller than rounding keep the likelihood finite. */
const leastVariance = 1e-18;
const thetas = [0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9];

/** A model linear about its estimate: weighted columns and weighted residuals, all of the same length. */
export interface LinearizedModel {
  readonly columns: readonly Float64Array[];
  readonly residuals: Float64Array;
  readonly logWeights: number;
}

/**
 * Highest exact log likelihood of a model under ARMA(1,1) noise, e_i = phi e_(i-1) + v_i - theta v_(i-1), over a grid with
 * 0 <= theta < phi (or both 0): slow noise with white noise on top, which also stands for long memory. By the innovations
 * of Brockwell & Davis 1991, "Time Series: Theory and Methods", 8.7.
 */
export function armaLogLikelihood({ columns, residuals, logWeights }: LinearizedModel): number {
  const n = residuals.length;
  const all = [...columns, residuals];
  const filtered = all.map(() => new Float64Array(n));
  const moments = new Float64Array(all.length * all.length);
  let highest = -Infinity;
  for (const phi of phis) {
    for (const theta of thetas) {
      if (theta > 0 && theta >= phi) {
        break;
      }
      const logDeterminant = innovations(all, filtered, { phi, theta });
      fillMoments(moments, filtered);
      const rss = schurComplement(moments, all.length);
      const spread = Math.log(2 * Math.PI * Math.max(rss / n, leastVariance));
      const value = -0.5 * n * (spread + 1) - 0.5 * logDeterminant + logWeights;
      highest = Math.max(highest, value);
    }
  }
  return highest;
}

/** Standardized innovations of every column; returns the sum of the logarithms of their variances. */
function innovations(
  columns: readonly Float64Array[],
  filtered: readonly Float64Array[],
  { phi, theta }: { readonly phi: number; readonly theta: number },
): number {
  const n = columns[0]?.length ?? 0;
  let variance = (1 - 2 * theta * phi + theta * theta) / (1 - phi * phi);
  let logs = 0;
  const predicted = new Float64Array(columns.length);
  for (let i = 0; i < n; i++) {
    const scale = 1 / Math.sqrt(variance);
    logs += Math.log(variance);
    for (let j = 0; j < columns.length; j++) {
      const [column, target] = [columns[j], filtered[j]];
      if (column === undefined || target === undefined) {
        continue;
      }
      const value = at(column, i);
      const innovation = value - at(predicted, j);
      target[i] = scale * innovation;
      predicted[j] = phi * value - (theta / variance) * innovation;
    }
    variance = 1 + theta * theta - (theta * theta) / variance;
  }
  return logs;
}

function fillMoments(moments: Float64Array, columns: readonly Float64Array[]): void {
  const m = columns.length;
  columns.forEach((one, j) => {
    for (let k = 0; k <= j; k++) {
      const other = columns[k] ?? one;
      let sum = 0;
      for (let i = 0; i < one.length; i++) {
        sum += at(one, i) * at(other, i);
      }
      moments[j * m + k] = sum;
      moments[k * m + j] = sum;
    }
  });
}
