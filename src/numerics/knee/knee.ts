import { at } from "../at.ts";
import { decimal, t } from "../../l10n.ts";
import { armaLogLikelihood } from "../regression/arma.ts";
import type { Interval } from "../stats/interval.ts";
import type { Estimate } from "../models/estimate.ts";
import { pointsAside } from "../models/joints/jointSearch.ts";
import { linearized, longMemoryAbout, longMemoryLikelihood } from "../models/longMemory.ts";
import { profileOf, type KneeProfile } from "./kneeProfile.ts";
import { singleModels, type SingleModel } from "../models/modelFit.ts";
import { criterion } from "../models/criterion.ts";
import type { Estimated, ModelSet } from "../models/modelSet.ts";

export interface Knee {
  readonly epoch: number | null;
  /**
   * 95 % interval of the knee. Without an epoch: where the switch must lie that the log begins (from 0) or ends (to its
   * last time) too close to, for an estimate.
   */
  readonly interval: Interval | null;
  /** 95 % interval of the slope behind the knee, by the same profile; null without a knee. */
  readonly alpha: Interval | null;
  /** Why there is no knee, in words; null where there is one. */
  readonly reason: string | null;
}

/** phi from which noise makes breaks of its own, as noise with a long memory does, and what a switch must then be ahead by (Nunes, Kuan & Newbold 1995). */
const slowPhi = 0.85;
const slowMargin = 5;
/** What two power laws must be ahead by to say that the first piece is no exponential. */
const twoPowerMargin = 6;
/** Fewest points that noise of two kinds is told apart in. */
const fewestForArma = 30;
/** Single models further behind than this are not looked at again. */
const farBehind = 40;
/** AICc within which two models say the same of a curve. */
const alike = 4;

/**
 * The knee: where "exponential before, power law after" switches. It is reported only where that model, charged three
 * parameters for the joint, beats every single model by AICc, also under noise of two kinds, where both sides fall, no
 * two power laws say it better, and the joint is no edge of the search. The first of these that fails gives the reason;
 * an edge goes before two power laws that meet at one too.
 */
export function findKnee(models: Estimated & Partial<Pick<ModelSet, "fits" | "memory">>): Knee {
  const estimate = models.estimates.switch;
  if (estimate === null) {
    return noKnee(models.fits?.switch.reason ?? t("the points do not determine a change point"));
  }
  const reason = refusal(models, estimate);
  if (reason !== null) {
    return noKnee(reason);
  }
  const { twoPower } = models.estimates;
  const n = models.series.t.length;
  const isTwoPower = criterion(twoPower, n) < criterion(estimate, n) - twoPowerMargin;
  const profile = profileOf(models.series, models.search, estimate, models.memory);
  const edge = isTwoPower && !isEarly(models, twoPower) ? null : atEdge(models, estimate, profile);
  if (isTwoPower && edge === null) {
    return noKnee(twoPowersBetter());
  }
  const tau = estimate.params["tau"] ?? NaN;
  return edge ?? { epoch: tau, interval: profile.joint, alpha: profile.alpha, reason: null };
}

function noKnee(reason: string, interval: Interval | null = null): Knee {
  return { epoch: null, interval, alpha: null, reason };
}

/** Why the switch is not the model to believe, in words; null where it is. */
function refusal(models: Estimated, estimate: Estimate): string | null {
  const n = models.series.t.length;
  const own = criterion(estimate, n);
  if (!Number.isFinite(own)) {
    return t("there are too few points to look for a knee");
  }
  const rival = closestSingle(models, (single) => criterion(models.estimates[single], n));
  const ahead = rival.value - own;
  const twoPower = criterion(models.estimates.twoPower, n);
  if (!(ahead > (estimate.phi >= slowPhi ? slowMargin : 0))) {
    if (twoPower < Math.min(own, rival.value)) {
      return twoPowersBetter();
    }
    return ahead > 0
      ? t(
          "the noise is too slow to distinguish an exponential that turns into a power law from {0}",
          describe(rival.name),
        )
      : ahead > -alike
        ? t("an exponential that turns into a power law describes the curve no better than {0}", describe(rival.name))
        : t("{0} describes the curve better than an exponential that turns into a power law", describe(rival.name));
  }
  const slow = n < fewestForArma ? null : slowRival(models, estimate);
  if (slow !== null) {
    return t(
      "allowing for slow noise, an exponential that turns into a power law is no better than {0}",
      describe(slow),
    );
  }
  const { b = NaN, alpha = NaN } = estimate.params;
  return b > 0 && alpha > 0 ? null : t("the loss does not fall on both sides of the best change point");
}

/**
 * Whether a joint lies at the first places where one could be. Two power laws that meet there say no more than that the
 * curve bent before.
 */
function isEarly({ series }: Estimated, estimate: Estimate | null): boolean {
  const joint = estimate?.params["tau"] ?? estimate?.params["breakpoint"] ?? NaN;
  return joint <= at(series.t, pointsAside);
}

function twoPowersBetter(): string {
  return t("a broken power law describes the curve better than an exponential that turns into a power law");
}

interface Rival {
  readonly name: SingleModel;
  readonly value: number;
}

function closestSingle(models: Estimated, valueOf: (single: SingleModel) => number): Rival {
  return singleModels
    .map((name): Rival => ({ name, value: models.estimates[name] === null ? Infinity : valueOf(name) }))
    .reduce((best, one) => (one.value < best.value ? one : best));
}

/** The single model that is ahead of the switch under slow noise; null where none is. */
function slowRival(models: Estimated, estimate: Estimate): SingleModel | null {
  const n = models.series.t.length;
  const own = slowCriterion(models, estimate);
  const limit = criterion(estimate, n) + farBehind;
  const rival = closestSingle(models, (single) => {
    const other = models.estimates[single];
    return other === null || criterion(other, n) > limit ? Infinity : slowCriterion(models, other);
  });
  const isLong = (longMemoryAbout(models.series, estimate)?.ahead ?? 0) > 0;
  return rival.value <= own + (isLong ? slowMargin : 0) ? rival.name : null;
}

/** AICc under the likelier of ARMA(1,1) noise, which has a parameter more, and noise with a long memory. */
function slowCriterion({ series }: Estimated, estimate: Estimate): number {
  const n = series.t.length;
  const arma = armaLogLikelihood(linearized(series, estimate));
  const fractional = longMemoryLikelihood(series, estimate);
  return Math.min(
    criterion({ ...estimate, logLikelihood: arma }, n, 1),
    criterion({ ...estimate, logLikelihood: fractional }, n),
  );
}

/** What is said where the best joint is the first or the last place that could be looked at; null elsewhere. */
function atEdge(models: Estimated, estimate: Estimate, { joint, isOpen }: KneeProfile): Knee | null {
  const { t: times } = models.series;
  const tau = estimate.params["tau"] ?? NaN;
  if (isEarly(models, estimate) && isOpen[0]) {
    return noKnee(t("the change to a power law is at or before {0}, too early to locate it", short(joint[1])), [
      0,
      joint[1],
    ]);
  }
  if (tau >= at(times, times.length - pointsAside - 2) && isOpen[1]) {
    return noKnee(t("the change to a power law is at or after {0}, too late to locate it", short(joint[0])), joint);
  }
  return null;
}

function short(value: number): string {
  return decimal(Number(value.toPrecision(3)).toString());
}

function describe(single: SingleModel): string {
  switch (single) {
    case "exponential":
      return t("one exponential");
    case "power":
      return t("one power law");
    case "shiftedPower":
      return t("one shifted power law");
    case "offsetPower":
      return t("one power law with an offset");
    case "offsetExponential":
      return t("one exponential with an offset");
  }
}
