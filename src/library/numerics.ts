/**
 * `slopewise/numerics`: what Slopewise computes of a loss curve and of many runs, for programs. Arrays of numbers go in,
 * plain objects come out; nothing reads a file. Intervals are of 95 %.
 */

// Loss curves: models, the knee epoch, forecasts, slopes.
export { lossSeries, type BinOptions } from "./lossSeries.ts";
export type { LossSeries, WeightedSeries } from "../numerics/models/lossSeries.ts";
export { modelNames, type ModelFit, type ModelName, type ParameterInterval } from "../numerics/models/modelFit.ts";
export { fitModels, type ModelSet } from "../numerics/models/modelSet.ts";
export { logLossAt, type ModelParams } from "../numerics/models/lossModels.ts";
export { predict, type Prediction } from "../numerics/models/forecast.ts";
export { findKnee, type Knee } from "../numerics/knee/knee.ts";
export { firstPowerWin } from "../numerics/knee/firstPowerWin.ts";

// Lines: least squares with an interval that holds under uneven noise, and two that outliers do not bend.
export { fitLine, rSquared, type LineFit, type Range } from "../numerics/regression/ols.ts";
export { slopeInterval } from "../numerics/regression/hc3.ts";
export { huberLine, type HuberLine } from "../numerics/regression/huber.ts";
export { theilSenLine, type TheilSenLine } from "../numerics/regression/theilSen.ts";

// Series: smoothing, settling, change points, noise.
export { ewma } from "../numerics/series/ewma.ts";
export { settling, type Settling } from "../numerics/plateau/settling.ts";
export { changePoints, differenceSigma, type ChangePointOptions } from "../numerics/plateau/changePoints.ts";
export { autocorrelation } from "../numerics/series/acf.ts";
export { welch, type Spectrum } from "../numerics/series/welch.ts";
export { effectiveSize } from "../numerics/series/effectiveSampleSize.ts";

// Association between runs.
export { pearson, spearman, type Correlation, type RankCorrelation } from "../numerics/association/correlation.ts";
export { kendallTau, type KendallTau } from "../numerics/association/kendall.ts";
export { partialCorrelation, type PartialCorrelation } from "../numerics/association/partialCorrelation.ts";
export type { Controls } from "../numerics/association/controlFit.ts";
export {
  withinCorrelation,
  type PairCluster,
  type WithinCorrelation,
} from "../numerics/association/withinCorrelation.ts";

// Groups of runs: means, differences, shares, several tests at once.
export {
  meanEstimate,
  pairedDifference,
  standardDeviation,
  welchDifference,
  type MeanEstimate,
  type PairedDifference,
  type WelchDifference,
} from "../numerics/groups/meanInterval.ts";
export {
  hodgesLehmann,
  signedRankTest,
  type HodgesLehmann,
  type SignedRankTest,
} from "../numerics/groups/signedRank.ts";
export { wilsonInterval } from "../numerics/groups/wilson.ts";
export { fisherExactP, type TwoByTwo } from "../numerics/groups/fisherExact.ts";
export { intraclass, type Intraclass } from "../numerics/groups/intraclass.ts";
export { adjustP, type AdjustedP } from "../numerics/groups/adjust.ts";

export { median, quantile } from "../numerics/stats/quantile.ts";
export type { Interval } from "../numerics/stats/interval.ts";
