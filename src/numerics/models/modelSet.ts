import { aic, aicc } from "./aic.ts";
import { akaikeWeights } from "./akaikeWeights.ts";
import { effectiveSize, residualPhi } from "../series/effectiveSampleSize.ts";
import { linearTime, logTime, type KinkFit } from "./kinkAt.ts";
import { KinkSearch } from "./kinkSearch.ts";
import { logResiduals, type ModelParams } from "./lossModels.ts";
import { modelNames, type ModelFit, type ModelName } from "./modelFit.ts";
import { fitOffsetDecay } from "./offsetDecay.ts";
import { mean } from "../stats/mean.ts";
import { fitLine, rSquared } from "../regression/ols.ts";
import { parameterIntervals } from "./parameterIntervals.ts";
import { counted, t } from "../../l10n.ts";

/** Fewest points that a set of models is fitted to. */
export const MIN_POINTS = 10;

/** Fewest points on either side of a breakpoint. */
const MIN_SIDE = 5;

/** Parameters that a criterion charges, sigma among them; a breakpoint is charged three, since it is searched for. */
const charged: Readonly<Record<ModelName, number>> = {
  exponential: 3,
  power: 3,
  offsetPower: 4,
  offsetExponential: 4,
  twoPower: 7,
  switch: 7,
};

/** A spread of ln L below which residuals are rounding: keeps the criteria finite on exact curves. */
const SIGMA_FLOOR = 1e-9;

export interface LossSeries {
  /** Increasing, > 0. */
  readonly t: Float64Array;
  readonly logLoss: Float64Array;
}

export interface ModelSet {
  readonly fits: Readonly<Record<ModelName, ModelFit>>;
  /** First-order autocorrelation of the residuals that the effective size comes from. */
  readonly phi: number;
  readonly nEff: number;
  /** The search that found the switch, whose profile gives tau's interval; null with too few points. */
  readonly switchSearch: KinkSearch | null;
  readonly switchFit: KinkFit | null;
}

interface RawFit {
  readonly params: ModelParams;
  readonly rss: number;
}

/**
 * Every model of a loss curve, fitted by least squares of ln L to the same points and compared by AICc at the
 * residuals' effective sample size. The autocorrelation is that of the closest of the broken curves, the most flexible
 * ones here: what a single model leaves out would otherwise pass as correlated noise.
 */
export function fitModels(series: LossSeries): ModelSet {
  const n = series.t.length;
  if (n < MIN_POINTS) {
    const reason = counted(
      n,
      ["only {0} point to fit, {1} are needed", "only {0} points to fit, {1} are needed"],
      String(MIN_POINTS),
    );
    return { fits: record(() => noFit(n, reason)), phi: 0, nEff: n, switchSearch: null, switchFit: null };
  }
  const logT = series.t.map(Math.log);
  const switchSearch = new KinkSearch({ t: series.t, before: linearTime, after: logTime, minSide: MIN_SIDE });
  const switchFit = switchSearch.fit(series.logLoss);
  const raw: Record<ModelName, RawFit | null> = {
    ...singleModels(series, logT),
    twoPower: twoPower(
      new KinkSearch({ t: series.t, before: logTime, after: logTime, minSide: MIN_SIDE }).fit(series.logLoss),
    ),
    switch: switchModel(switchFit),
  };
  const phi = flexiblePhi(series, raw);
  const nEff = effectiveSize(n, phi);
  return { fits: judge(series, raw, nEff), phi, nEff, switchSearch, switchFit };
}

function singleModels(
  { t, logLoss }: LossSeries,
  logT: Float64Array,
): Record<"exponential" | "power" | "offsetPower" | "offsetExponential", RawFit | null> {
  const exponential = fitLine(t, logLoss);
  const power = fitLine(logT, logLoss);
  return {
    exponential: exponential && { params: { a: exponential.intercept, b: -exponential.slope }, rss: exponential.rss },
    power: power && { params: { a: power.intercept, alpha: -power.slope }, rss: power.rss },
    offsetPower: offset(logT, logLoss),
    offsetExponential: offset(t, logLoss),
  };
}

function offset(x: Float64Array, logLoss: Float64Array): RawFit | null {
  const fit = fitOffsetDecay(x, logLoss);
  return fit && { params: { c: fit.c, A: fit.A, beta: fit.beta }, rss: fit.rss };
}

function twoPower(kink: KinkFit | null): RawFit | null {
  return (
    kink && {
      params: { a: kink.intercept, alphaBefore: -kink.before, alphaAfter: -kink.after, breakpoint: kink.tau },
      rss: kink.rss,
    }
  );
}

function switchModel(kink: KinkFit | null): RawFit | null {
  return kink && { params: { a: kink.intercept, b: -kink.before, alpha: -kink.after, tau: kink.tau }, rss: kink.rss };
}

function flexiblePhi(series: LossSeries, raw: Readonly<Record<ModelName, RawFit | null>>): number {
  let [best, lowest]: [ModelName | null, number] = [null, Infinity];
  for (const name of modelNames) {
    const rss = raw[name]?.rss ?? Infinity;
    if (rss < lowest) {
      [best, lowest] = [name, rss];
    }
  }
  const params = best === null ? null : (raw[best]?.params ?? null);
  return best === null || params === null ? 0 : residualPhi(logResiduals(series, best, params), 4);
}

function judge(
  series: LossSeries,
  raw: Readonly<Record<ModelName, RawFit | null>>,
  nEff: number,
): Record<ModelName, ModelFit> {
  const n = series.t.length;
  const tss = squaresAboutMean(series.logLoss);
  const criteria = modelNames.map((name) => {
    const fit = raw[name];
    return fit === null ? Infinity : aicc({ rss: floored(fit.rss, n), n, nEff, k: charged[name] });
  });
  const weights = akaikeWeights(criteria);
  return record((name, i) => {
    const fit = raw[name];
    if (fit === null) {
      return noFit(n, unfitted(name));
    }
    const criterion = criteria[i] ?? Infinity;
    return {
      params: fit.params,
      intervals: parameterIntervals(series, name, fit.params),
      r2: rSquared(fit.rss, tss),
      aic: aic({ rss: floored(fit.rss, n), n, nEff, k: charged[name] }),
      aicc: Number.isFinite(criterion) ? criterion : null,
      weight: weights[i] ?? 0,
      n,
      nEff,
      reason: null,
    };
  });
}

function floored(rss: number, n: number): number {
  return Math.max(rss, n * SIGMA_FLOOR * SIGMA_FLOOR);
}

function unfitted(name: ModelName): string {
  const isOffset = name === "offsetPower" || name === "offsetExponential";
  return isOffset
    ? t("the loss does not fall, so there is no decay to fit")
    : t("the points do not determine the model");
}

function noFit(n: number, reason: string): ModelFit {
  return { params: {}, intervals: {}, r2: null, aic: null, aicc: null, weight: null, n, nEff: null, reason };
}

function squaresAboutMean(values: Float64Array): number {
  const center = mean(values);
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0);
}

function record(fit: (name: ModelName, index: number) => ModelFit): Record<ModelName, ModelFit> {
  const entries = modelNames.map((name, index) => [name, fit(name, index)] as const);
  return Object.fromEntries(entries) as Record<ModelName, ModelFit>;
}
