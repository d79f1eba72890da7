import { arLogLikelihood, maximizePhi } from "../regression/autoregression.ts";
import { ArMoments } from "../regression/arMoments.ts";
import { mean } from "../stats/mean.ts";
import type { ModelParams } from "./lossModels.ts";
import type { WeightedSeries } from "./lossSeries.ts";
import type { ModelName } from "./modelFit.ts";
import { refine, type RefineOptions } from "./refine.ts";

/** A model at its highest likelihood under first-order autocorrelation. */
export interface Estimate {
  readonly model: ModelName;
  readonly params: ModelParams;
  /** Parameters that were fitted: all but an offset or a shift at its bound 0. */
  readonly free: readonly string[];
  readonly phi: number;
  /** Sum of squares of the whitened residuals. */
  readonly rss: number;
  readonly logLikelihood: number;
}

/** The estimate near a start whose phi is known, to the last digits. */
export function estimateNear(
  series: WeightedSeries,
  model: ModelName,
  start: ModelParams,
  options: RefineOptions,
): Estimate {
  const { params, rss } = refine(series, model, start, options);
  const logLikelihood = arLogLikelihood({ rss, phi: options.phi }, series.t.length, series.logWeights);
  return { model, params, free: options.free, phi: options.phi, rss, logLikelihood };
}

/** Values about their mean: sums of their products keep their digits. */
export function centered(values: Float64Array): Float64Array {
  const center = mean(values);
  return values.map((value) => value - center);
}

/** The profile over phi of ln L on a constant and given columns, each about centered. */
export class LinearProfile {
  readonly #moments: ArMoments;
  readonly #n: number;
  readonly #logWeights: number;

  constructor(series: WeightedSeries, columns: readonly Float64Array[], response: Float64Array) {
    this.#n = series.t.length;
    this.#logWeights = series.logWeights;
    this.#moments = new ArMoments([new Float64Array(this.#n).fill(1), ...columns, response], series.weights);
  }

  logLikelihood(phi: number): number {
    const rss = this.#moments.rss(phi);
    return rss === Infinity ? -Infinity : arLogLikelihood({ rss, phi }, this.#n, this.#logWeights);
  }

  /** The phi of the highest likelihood. */
  phi(): number {
    return maximizePhi((phi) => this.logLikelihood(phi));
  }
}
