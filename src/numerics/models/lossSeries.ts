import type { NoiseWeights } from "../regression/autoregression.ts";
import { varianceWeights } from "../regression/varianceTrend.ts";

/** A loss curve as the models read it: arrays of the same length. */
export interface LossSeries {
  /** Mean times of the bins, > 0, increasing: what exponential terms read. */
  readonly t: Float64Array;
  /** Means of ln t in the same bins: what power terms read. */
  readonly logT: Float64Array;
  /** Means of ln L. */
  readonly logLoss: Float64Array;
  /** Variances of ln t within the bins: what a power law above a floor bends by in them. 0 where it is absent. */
  readonly spread?: Float64Array;
}

/** A loss curve with the weights that level its noise. */
export interface WeightedSeries extends LossSeries, NoiseWeights {}

/** A curve with the weights that its own noise asks for. */
export function weighted(series: LossSeries): WeightedSeries {
  return { ...series, ...varianceWeights(series.t, series.logT, series.logLoss) };
}

/** The same curve with even weights. */
export function evenly(series: LossSeries): WeightedSeries {
  return { ...series, weights: new Float64Array(series.t.length).fill(1), logWeights: 0 };
}

/** A part of a curve, as views: points `from` to `to` (exclusive). */
export function partOf({ t, logT, logLoss, spread }: LossSeries, from: number, to: number): LossSeries {
  const part = { t: t.subarray(from, to), logT: logT.subarray(from, to), logLoss: logLoss.subarray(from, to) };
  return spread === undefined ? part : { ...part, spread: spread.subarray(from, to) };
}
