import { at } from "../at.ts";
import type { ModelFit, ModelName } from "./modelFit.ts";
import { MIN_POINTS, type LossSeries, type ModelSet } from "./modelSet.ts";
import { t } from "../../l10n.ts";

export interface Knee {
  readonly epoch: number | null;
  /** Why there is no knee, in words; null where there is one. */
  readonly reason: string | null;
}

const singles = ["exponential", "power", "offsetPower", "offsetExponential"] as const satisfies readonly ModelName[];

function describe(single: (typeof singles)[number]): string {
  switch (single) {
    case "exponential":
      return t("one exponential");
    case "power":
      return t("one power law");
    case "offsetPower":
      return t("one power law with an offset");
    case "offsetExponential":
      return t("one exponential with an offset");
  }
}

/**
 * The knee: where "exponential before, power law after" switches, reported only where that model, charged three
 * parameters for the switch, beats every single model by AICc at the effective sample size.
 */
export function findKnee(models: ModelSet): Knee {
  const { switchFit, fits } = models;
  if (switchFit === null) {
    return noKnee(fits.switch.reason ?? t("the points do not determine a switch"));
  }
  const criterion = fits.switch.aicc;
  if (criterion === null) {
    return noKnee(t("the points are too few, or their noise too alike from one to the next, to judge a switch"));
  }
  const rival = bestSingle(fits);
  if (rival !== null && !(criterion < rival.aicc)) {
    return noKnee(t("{0} describes the curve as well as a switch does", describe(rival.name)));
  }
  if (!(switchFit.before < 0) || !(switchFit.after < 0)) {
    return noKnee(t("the loss does not fall on both sides of the best switch"));
  }
  return { epoch: switchFit.tau, reason: null };
}

function noKnee(reason: string): Knee {
  return { epoch: null, reason };
}

function bestSingle(
  fits: Readonly<Record<ModelName, ModelFit>>,
): { name: (typeof singles)[number]; aicc: number } | null {
  let best: { name: (typeof singles)[number]; aicc: number } | null = null;
  for (const name of singles) {
    const { aicc } = fits[name];
    if (aicc !== null && (best === null || aicc < best.aicc)) {
      best = { name, aicc };
    }
  }
  return best;
}

/**
 * The rule of the literature's notes: the first start from which a power law beats an exponential by 2 AIC, on all the
 * points from there on (at least 10). It answers the first point for most real curves, whatever they do. Null where
 * no start has that. Both models have as many parameters, so the difference is n ln(rss / rss); running sums from
 * the end make the search O(n).
 */
export function firstPowerWin({
  t,
  logLoss,
}: LossSeries): { readonly epoch: number; readonly atStart: boolean } | null {
  const n = t.length;
  const logT = t.map(Math.log);
  const exponential = new SuffixLine(t, logLoss);
  const power = new SuffixLine(logT, logLoss);
  let first = -1;
  for (let i = n - 1; i >= 0; i--) {
    const count = n - i;
    const difference = count * Math.log(exponential.rssWith(i) / power.rssWith(i));
    if (count >= MIN_POINTS && difference >= 2) {
      first = i;
    }
  }
  return first < 0 ? null : { epoch: at(t, first), atStart: first === 0 };
}

/** Residual sum of a line over the points from i to the end, i going down. */
class SuffixLine {
  private readonly x: Float64Array;
  private readonly y: Float64Array;
  private n = 0;
  private xMean = 0;
  private yMean = 0;
  private xx = 0;
  private xy = 0;
  private yy = 0;

  constructor(x: Float64Array, y: Float64Array) {
    this.x = x;
    this.y = y;
  }

  /** Welford's update of the means and centred sums, which keeps the digits that sums of products would lose. */
  rssWith(i: number): number {
    const dx = at(this.x, i) - this.xMean;
    const dy = at(this.y, i) - this.yMean;
    this.n += 1;
    this.xMean += dx / this.n;
    this.yMean += dy / this.n;
    this.xx += dx * (at(this.x, i) - this.xMean);
    this.xy += dx * (at(this.y, i) - this.yMean);
    this.yy += dy * (at(this.y, i) - this.yMean);
    return this.xx > 0 ? Math.max(this.yy - (this.xy * this.xy) / this.xx, 1e-24 * this.n) : Infinity;
  }
}
