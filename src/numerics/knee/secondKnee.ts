import { least } from "../../extremes.ts";
import { at } from "../at.ts";
import { whiten } from "../regression/autoregression.ts";
import { solveLinear } from "../regression/qr.ts";
import { localWhittle } from "../series/localWhittle.ts";
import type { Interval } from "../stats/interval.ts";
import { mean } from "../stats/mean.ts";
import { aicc } from "../models/aic.ts";
import { centered, LinearProfile, type Estimate } from "../models/estimate.ts";
import { JointSearch, type JointModel } from "../models/joints/jointSearch.ts";
import { findKnee, type Knee } from "./knee.ts";
import { profileOf } from "./kneeProfile.ts";
import { partOf, type LossSeries } from "../models/lossSeries.ts";
import { singleModels } from "../models/modelFit.ts";
import { parameterIntervals } from "../models/parameterIntervals.ts";
import { charged, criterion, jointCharge } from "../models/criterion.ts";
import { estimateModels, type Estimated } from "../models/modelSet.ts";

/** A place where a curve bends, and its 95 % interval. */
interface Joint {
  readonly epoch: number;
  readonly interval: Interval;
}

/** A log-log slope (alpha, minus the slope of ln L on ln t) and its 95 % interval. */
interface JointSlope {
  readonly alpha: number;
  readonly interval: Interval | null;
}

/** A curve of three pieces that meet: an exponential or a power law, and two power laws. */
export interface SecondKnee {
  /** What turns into a power law at the first joint: an exponential ("switch") or another power law. */
  readonly model: JointModel;
  readonly first: Joint;
  readonly second: Joint;
  /** Before the first joint; null of an exponential. */
  readonly before: JointSlope | null;
  readonly between: JointSlope;
  readonly after: JointSlope;
  /** R2 of ln L. */
  readonly r2: number;
  /** Memory parameter of what the pieces leave; null with under 100 points. */
  readonly longMemory: number | null;
  /** The knee at the first joint, as it is found where the curve is read up to the second. */
  readonly knee: Knee | null;
}

/** How often both joints are looked for in turn, each with the other given. */
const rounds = 2;
/** What two power laws behind the first joint are compared with. */
const behindJoint = ["exponential", "power", "shiftedPower", "offsetPower", "twoPower"] as const;
/** phi from which noise makes breaks of its own, and what another joint must then be ahead by. */
const slowPhi = 0.85;
const slowMargin = 5;

/**
 * Where a curve that bends once more than its best model has its two joints: the first is looked for before the later of
 * the two places where it may bend, the second behind the first, and so on in turn. Null where one of the searches finds
 * none, and where the three pieces, charged three parameters more for the second joint and one for the slope, do not beat
 * the best model.
 * @param bend time near which the curve bends once more than the best model
 */
export function findSecondKnee(models: Estimated, bend: number): SecondKnee | null {
  const { series } = models;
  let end = Math.max(bend, jointOf(models));
  let found: Pieced | null = null;
  let points = 0;
  for (let round = 0; round < rounds; round++) {
    const before = upTo(series, end);
    if (before.t.length === points) {
      break;
    }
    points = before.t.length;
    const first = firstJoint(estimateModels(before));
    const second = first && secondJoint(estimateModels(after(series, first.joint.epoch), behindJoint));
    if (first === null || second === null) {
      return null;
    }
    found = { ...first.parts, first: first.joint, second: second.joint, between: second.before, after: second.after };
    end = second.joint.epoch;
  }
  const whole = found && wholeCurve(models, found);
  return found && whole && { ...found, ...whole };
}

type Pieced = Omit<SecondKnee, "r2" | "longMemory">;

/** The joint of the best model, or of a switch where it has none. */
function jointOf({ estimates, best }: Estimated): number {
  const estimate = best === "twoPower" ? estimates.twoPower : estimates.switch;
  return estimate?.params["tau"] ?? estimate?.params["breakpoint"] ?? 0;
}

function upTo(series: LossSeries, time: number): LossSeries {
  const index = series.t.findIndex((one) => one > time);
  return partOf(series, 0, index < 0 ? series.t.length : index);
}

function after(series: LossSeries, time: number): LossSeries {
  const index = series.t.findIndex((one) => one >= time);
  return partOf(series, index < 0 ? series.t.length : index, series.t.length);
}

interface First {
  readonly joint: Joint;
  readonly parts: Pick<SecondKnee, "model" | "before" | "knee">;
}

/** A knee, or else the joint of two power laws. */
function firstJoint(models: Estimated): First | null {
  const knee = findKnee(models);
  if (knee.epoch !== null && knee.interval !== null) {
    const joint = { epoch: knee.epoch, interval: knee.interval };
    return { joint, parts: { model: "switch", before: null, knee } };
  }
  const pieces = secondJoint(models);
  return pieces && { joint: pieces.joint, parts: { model: "twoPower", before: pieces.before, knee: null } };
}

interface Pieces {
  readonly joint: Joint;
  readonly before: JointSlope;
  readonly after: JointSlope;
}

/** Two power laws that meet, where they beat every single model by AICc and do not meet at an edge of the search. */
function secondJoint(models: Estimated): Pieces | null {
  const { series, estimates } = models;
  const estimate = estimates.twoPower;
  const n = series.t.length;
  if (estimate === null || !(ahead(models, estimate) > (estimate.phi >= slowPhi ? slowMargin : 0))) {
    return null;
  }
  const { joint, alpha, isOpen } = profileOf(series, new JointSearch(series, "twoPower"), estimate);
  const { alphaBefore = NaN, alphaAfter = NaN, breakpoint = NaN } = estimate.params;
  const intervals = parameterIntervals(series, estimate);
  return isOpen[0] || isOpen[1] || !(joint[1] < at(series.t, n - 1))
    ? null
    : {
        joint: { epoch: breakpoint, interval: joint },
        before: { alpha: alphaBefore, interval: intervals["alphaBefore"] ?? null },
        after: { alpha: alphaAfter, interval: alpha },
      };
}

/** How far a model is ahead of the best single one, in AICc. */
function ahead({ series, estimates }: Estimated, estimate: Estimate): number {
  const n = series.t.length;
  const own = criterion(estimate, n);
  return Number.isFinite(own) ? least(singleModels.map((name) => criterion(estimates[name], n))) - own : -Infinity;
}

type Whole = Pick<SecondKnee, "r2" | "longMemory">;

/** The three pieces over the whole curve, with both joints where they were found; null where the best model beats them. */
function wholeCurve({ series, estimates, best }: Estimated, { model, first, second }: Pieced): Whole | null {
  const { t, logT, logLoss, weights } = series;
  const n = t.length;
  const [one, two] = [Math.log(first.epoch), Math.log(second.epoch)];
  const columns = [
    model === "switch" ? t.map((time) => Math.min(time, first.epoch)) : logT.map((x) => Math.min(x, one)),
    logT.map((x) => Math.min(Math.max(x, one), two)),
    logT.map((x) => Math.max(x, two)),
  ].map(centered);
  const profile = new LinearProfile(series, columns, centered(logLoss));
  const phi = profile.phi();
  const k = charged[model] + jointCharge + 1;
  if (best === null || !(aicc({ logLikelihood: profile.logLikelihood(phi), n, k }) < criterion(estimates[best], n))) {
    return null;
  }
  const white = [new Float64Array(n).fill(1), ...columns].map((column) => whiten(column, weights, phi));
  const y = whiten(logLoss, weights, phi);
  const rows = Float64Array.from({ length: n * white.length }, (_, i) =>
    at(white[i % white.length] ?? y, Math.floor(i / white.length)),
  );
  const solution = solveLinear(rows, y, white.length);
  if (solution === null) {
    return null;
  }
  const [level = NaN, ...slopes] = solution.coefficients;
  const residuals = logLoss.map((value, i) =>
    slopes.reduce((left, slope, j) => left - slope * at(columns[j] ?? logLoss, i), value - level),
  );
  const center = mean(logLoss);
  const total = logLoss.reduce((sum, value) => sum + (value - center) ** 2, 0);
  const left = residuals.reduce((sum, value) => sum + value * value, 0);
  return { r2: 1 - left / total, longMemory: localWhittle(whiten(residuals, weights, phi)) };
}
