import { rSquared } from "../regression/ols.ts";
import { mean } from "../stats/mean.ts";
import type { Estimate } from "./estimate.ts";
import { fitJoint, jointNames } from "./joints/jointModels.ts";
import { JointSearch } from "./joints/jointSearch.ts";
import { fitExponential, fitPower, fitShiftedPower } from "./lineModels.ts";
import type { ModelParams } from "./lossModels.ts";
import { evenly, type LossSeries } from "./lossSeries.ts";
import type { ModelName } from "./modelFit.ts";
import { fitOffsetDecay } from "./offsets/offsetDecay.ts";
import { refine, whitenedRss } from "./refine.ts";

export interface LeastSquaresFit {
  readonly params: ModelParams;
  readonly rss: number;
}

/** A model by ordinary least squares of ln L, residuals taken as independent; null where it cannot be fitted. */
export function fitLeastSquares(series: LossSeries, model: ModelName): LeastSquaresFit | null {
  const even = evenly(series);
  switch (model) {
    case "exponential":
      return fitExponential(even, 0);
    case "power":
      return fitPower(even, 0);
    case "shiftedPower":
      return fitShiftedPower(even, 0);
    case "offsetPower":
    case "offsetExponential":
      return offsetFit(fitOffsetDecay(model === "offsetPower" ? series.logT : series.t, series.logLoss));
    case "twoPower":
    case "switch":
      return fitJoint(even, new JointSearch(even, model), 0);
  }
}

function offsetFit(fit: ReturnType<typeof fitOffsetDecay>): LeastSquaresFit | null {
  return fit && { params: { c: fit.c, A: fit.A, beta: fit.beta }, rss: fit.rss };
}

/**
 * What is quoted and drawn of a model whose noise is nearly a random walk: its levels are loose under that likelihood, and
 * its curve would lie off the points. Of a joint model the joint stays, and its pieces are fitted by least squares.
 */
export function quotedBySquares(series: LossSeries, { model, params }: Estimate): ModelParams {
  if (model === "switch" || model === "twoPower") {
    const [level, before, after] = jointNames[model];
    return refine(evenly(series), model, params, { phi: 0, free: [level, before, after] }).params;
  }
  return fitLeastSquares(series, model)?.params ?? params;
}

/** Coefficient of determination of ln L; null where ln L does not vary. */
export function determination(series: LossSeries, model: ModelName, params: ModelParams): number | null {
  const center = mean(series.logLoss);
  const tss = series.logLoss.reduce((sum, value) => sum + (value - center) ** 2, 0);
  return rSquared(whitenedRss(evenly(series), model, params, 0), tss);
}
