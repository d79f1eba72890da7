import { at } from "../at.ts";
import { correctedPhi, whiten } from "../regression/autoregression.ts";
import { solveLinear } from "../regression/qr.ts";
import { studentQuantile } from "../stats/student.ts";
import type { Estimate } from "./estimate.ts";
import { logLossAt, logResiduals } from "./lossModels.ts";
import type { WeightedSeries } from "./lossSeries.ts";
import { modelNames } from "./modelFit.ts";
import { logLossGradients } from "./modelGradients.ts";
import type { ModelSet } from "./modelSet.ts";
import { whitenedJacobian } from "./refine.ts";

/** Weight below which a model says nothing of what is to come. */
const leastWeight = 0.01;
/** Parameters that the interval's degrees of freedom are charged: those of the models with a floor or a shift, and phi. */
const charged = 5;

export interface Prediction {
  /** ln of the loss of a bin. */
  readonly value: number;
  /** 95 % interval of it, the noise of a bin included. */
  readonly interval: readonly [low: number, high: number];
}

/**
 * ln of the loss at a later time, averaged over the models by their weights. The deviation of each is that of its estimate,
 * of the noise and of its distance from the average (Buckland, Burnham & Augustin 1997, "Model selection: an integral part
 * of inference"). Null where no model was fitted or none has an interval.
 */
export function predict({ series, fits, estimates }: ModelSet, t: number): Prediction | null {
  const parts = modelNames.flatMap((name) => {
    const [estimate, { params, weight }] = [estimates[name], fits[name]];
    const value = logLossAt(name, params, t);
    const variance = estimate === null ? NaN : predictionVariance(series, estimate, t);
    const isUsable = (weight ?? 0) >= leastWeight && Number.isFinite(value) && Number.isFinite(variance);
    return isUsable ? [{ weight: weight ?? 0, value, variance }] : [];
  });
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) {
    return null;
  }
  const value = parts.reduce((sum, part) => sum + part.weight * part.value, 0) / total;
  const deviations = parts.map((part) => part.weight * Math.sqrt(part.variance + (part.value - value) ** 2));
  const deviation = deviations.reduce((sum, part) => sum + part, 0) / total;
  const reach = studentQuantile(0.975, Math.max(2, series.t.length - charged)) * deviation;
  return { value, interval: [value - reach, value + reach] };
}

/** Variance of ln L of a later bin about a model's estimate: that of the curve and that of the noise. */
function predictionVariance(series: WeightedSeries, { model, params, free, phi: own }: Estimate, t: number): number {
  const n = series.t.length;
  const phi = correctedPhi(own, free.length, n);
  const white = whiten(logResiduals(series, model, params), series.weights, phi);
  const innovation = white.reduce((sum, value) => sum + value * value, 0) / Math.max(2, n - free.length - 1);
  const solution = solveLinear(whitenedJacobian(series, model, params, { phi, free }), white, free.length);
  if (solution === null) {
    return NaN;
  }
  const place = { t: Float64Array.of(t), logT: Float64Array.of(Math.log(t)) };
  const gradient = logLossGradients(place, model, params, free);
  const weight = at(series.weights, n - 1);
  return innovation * (quadratic(solution.covariance, gradient) + 1 / ((1 - phi * phi) * weight * weight));
}

/** g' C g of a square matrix by rows. */
function quadratic(matrix: Float64Array, vector: Float64Array): number {
  const n = vector.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      sum += at(vector, i) * at(matrix, i * n + j) * at(vector, j);
    }
  }
  return sum;
}
