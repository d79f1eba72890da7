import { least } from "../../extremes.ts";
import { at } from "../at.ts";
import { counted, t } from "../../l10n.ts";
import { aic, gaussianLogLikelihood } from "./aic.ts";
import { akaikeWeights } from "./akaikeWeights.ts";
import { charged, criterion } from "./criterion.ts";
import type { Estimate } from "./estimate.ts";
import { fitJoint } from "./joints/jointModels.ts";
import { JointSearch } from "./joints/jointSearch.ts";
import { determination, fitLeastSquares, quotedBySquares, type LeastSquaresFit } from "./leastSquares.ts";
import { longMemoryAbout } from "./longMemory.ts";
import { fitExponential, fitPower, fitShiftedPower } from "./lineModels.ts";
import { weighted, type LossSeries, type WeightedSeries } from "./lossSeries.ts";
import type { FractionalNoise } from "../regression/fractional.ts";
import { modelNames, type ModelFit, type ModelName } from "./modelFit.ts";
import { fitOffset } from "./offsets/offsetModels.ts";
import { leastSquaresIntervals, parameterIntervals } from "./parameterIntervals.ts";

/** Fewest points that a set of models is fitted to. */
export const minPoints = 10;

/** phi above which a model is quoted by least squares, and R2 that its own curve may be short of least squares'. */
const nearWalk = 0.97;
const offCurve = 0.02;

/** A spread of ln L below which residuals are rounding: keeps the criteria finite on exact curves. */
const sigmaFloor = 1e-9;

type Estimates = Readonly<Record<ModelName, Estimate | null>>;

/** Models at their highest likelihoods. */
export interface Estimated {
  readonly series: WeightedSeries;
  /** What the criteria compare; null where a model could not be fitted, or was not asked for. */
  readonly estimates: Estimates;
  /** The model of the lowest AICc; null where none can be judged. */
  readonly best: ModelName | null;
  /** The search that found the switch, whose profile gives its interval. */
  readonly search: JointSearch;
}

/** The same, each with what is quoted of it. */
export interface ModelSet extends Estimated {
  readonly fits: Readonly<Record<ModelName, ModelFit>>;
  /** The noise about the best model where it has a long memory, for which all intervals then allow; null elsewhere. */
  readonly memory: FractionalNoise | null;
}

/**
 * Every model of a loss curve, fitted to the same points at its highest Gaussian likelihood under first-order
 * autocorrelation, the variance following a power of t where it clearly does, and compared by AICc at n.
 */
export function fitModels(curve: LossSeries): ModelSet {
  const estimated = estimateModels(curve);
  const { series, estimates } = estimated;
  const n = series.t.length;
  if (modelNames.every((name) => estimates[name] === null)) {
    return { ...estimated, fits: record(() => noFit(n, tooFew(n))), memory: null };
  }
  const weights = akaikeWeights(modelNames.map((name) => criterion(estimates[name], n)));
  const memory = longMemoryAbout(series, estimated.best && estimates[estimated.best]);
  const fits = record((name, i) =>
    judged(series, name, { estimate: estimates[name], weight: weights[i] ?? 0, memory }),
  );
  return { ...estimated, fits, memory };
}

/** The estimates alone, of all models or of some: what a search that fits many times needs. */
export function estimateModels(curve: LossSeries, names: readonly ModelName[] = modelNames): Estimated {
  const series = weighted(curve);
  const n = series.t.length;
  const search = new JointSearch(series, "switch");
  const isEnough = n >= minPoints && at(series.t, n - 1) > at(series.t, 0);
  const estimates = record((name) => (isEnough && names.includes(name) ? estimateOf(series, name, search) : null));
  const criteria = modelNames.map((name) => criterion(estimates[name], n));
  const lowest = least(criteria);
  const best = Number.isFinite(lowest) ? (modelNames[criteria.indexOf(lowest)] ?? null) : null;
  return { series, estimates, best, search };
}

function estimateOf(series: WeightedSeries, name: ModelName, search: JointSearch): Estimate | null {
  switch (name) {
    case "exponential":
      return fitExponential(series);
    case "power":
      return fitPower(series);
    case "shiftedPower":
      return fitShiftedPower(series);
    case "offsetPower":
      return fitOffset(series, name, fitPower(series));
    case "offsetExponential":
      return fitOffset(series, name, fitExponential(series));
    case "twoPower":
      return fitJoint(series, new JointSearch(series, name));
    case "switch":
      return fitJoint(series, search);
  }
}

interface ModelEstimate {
  readonly estimate: Estimate | null;
  readonly weight: number;
  readonly memory: FractionalNoise | null;
}

function judged(series: WeightedSeries, name: ModelName, { estimate, weight, memory }: ModelEstimate): ModelFit {
  const n = series.t.length;
  const independent = fitLeastSquares(series, name);
  if (estimate === null) {
    return noFit(n, unfitted(name));
  }
  const { phi, logLikelihood } = estimate;
  const isLoose = phi > nearWalk || (independent !== null && shortOf(series, estimate, independent) > offCurve);
  const params = isLoose ? quotedBySquares(series, estimate) : estimate.params;
  const value = criterion(estimate, n);
  return {
    params,
    intervals: isLoose ? leastSquaresIntervals(series, estimate, params) : parameterIntervals(series, estimate, memory),
    r2: determination(series, name, params),
    aic: aic({ logLikelihood, k: charged[name] }),
    aicc: Number.isFinite(value) ? value : null,
    aicIndependent: independent && independentAic(independent.rss, n, charged[name] - 1),
    weight,
    n,
    phi,
    reason: null,
  };
}

/** How much less of ln L a likelihood's curve explains than the least-squares fit does. */
function shortOf(series: WeightedSeries, { model, params }: Estimate, closest: LeastSquaresFit): number {
  const [own, best] = [params, closest.params].map((one) => determination(series, model, one) ?? 0);
  return (best ?? 0) - (own ?? 0);
}

function independentAic(rss: number, n: number, k: number): number {
  const floored = Math.max(rss, n * sigmaFloor * sigmaFloor);
  return aic({ logLikelihood: gaussianLogLikelihood(floored, n), k });
}

function tooFew(n: number): string {
  return n < minPoints
    ? counted(n, ["only {0} point to fit, {1} are needed", "only {0} points to fit, {1} are needed"], String(minPoints))
    : t("the points do not determine the model");
}

function unfitted(name: ModelName): string {
  const isOffset = name === "offsetPower" || name === "offsetExponential";
  return isOffset
    ? t("the loss does not fall, so there is no decay to fit")
    : t("the points do not determine the model");
}

function noFit(n: number, reason: string): ModelFit {
  return {
    ...{ params: {}, intervals: {}, r2: null, aic: null, aicc: null, aicIndependent: null },
    ...{ weight: null, n, phi: null, reason },
  };
}

function record<Value>(of: (name: ModelName, index: number) => Value): Record<ModelName, Value> {
  const entries = modelNames.map((name, index) => [name, of(name, index)] as const);
  return Object.fromEntries(entries) as Record<ModelName, Value>;
}
