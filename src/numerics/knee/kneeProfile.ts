import { least } from "../../extremes.ts";
import { at } from "../at.ts";
import { correctedPhi } from "../regression/autoregression.ts";
import type { FractionalNoise } from "../regression/fractional.ts";
import type { Interval } from "../stats/interval.ts";
import { studentQuantile } from "../stats/student.ts";
import type { Estimate } from "../models/estimate.ts";
import { jointNames } from "../models/joints/jointModels.ts";
import type { JointProfile, JointSearch } from "../models/joints/jointSearch.ts";
import { longMemoryErrors } from "../models/longMemory.ts";
import type { WeightedSeries } from "../models/lossSeries.ts";
import { estimateErrors } from "../models/parameterIntervals.ts";

/**
 * Quantile of Student's t on either side: 1 % more than a 95 % interval's, since phi is estimated and the joint searched.
 * At 0.975 the intervals cover 89 to 93 % under correlated noise (see media/docs/calibration.md).
 */
const quantile = 0.985;
/** Parameters of a model with a joint, sigma and phi apart. */
const parameters = 4;

export interface KneeProfile {
  /** Joints that the profile does not rule out; 0 or the last time where it reaches the first or last place. */
  readonly joint: Interval;
  /** Slopes alpha behind those joints. */
  readonly alpha: Interval;
  /** Whether the first and the last admissible place belong to the set. */
  readonly isOpen: readonly [start: boolean, end: boolean];
}

/**
 * 95 % intervals of the joint of a switch (or of two power laws) and of the slope behind it, by profile likelihood at the phi corrected for fitting:
 * all joints whose whitened residual sum is not larger than the least by more than Student's t allows, and with each all
 * slopes that are left room for. Venzon & Moolgavkar 1988, "A method for computing profile-likelihood-based confidence
 * intervals".
 */
export function profileOf(
  series: WeightedSeries,
  search: JointSearch,
  estimate: Estimate,
  memory: FractionalNoise | null = null,
): KneeProfile {
  const n = series.t.length;
  const phi = correctedPhi(estimate.phi, parameters, n);
  const profile = search.at(phi);
  const { places, before } = search;
  const tau = estimate.params[jointNames[search.model][3]] ?? NaN;
  const values = places.map((place, i) => profile.rss(place, before[i] ?? 0));
  const own = profile.rss(tau, search.beforeTau(tau));
  const lowest = Math.min(own, least(values));
  const left = n - parameters - 2;
  const freedom = Math.min(left, Math.max(10, (n * (1 - phi)) / (1 + phi) - parameters));
  const excess = (lowest * studentQuantile(quantile, Math.max(1, freedom)) ** 2) / Math.max(1, left);
  const [ofJoint, ofSlope] =
    memory === null ? [1, 1] : inflation(series, estimate, { names: jointNames[search.model], memory });
  const limit = lowest + ofJoint * excess;
  const reach = outermost({ places, values, tau, limit });
  const ends = reach.map((inside, side) => endOf({ search, profile, limit }, inside, side === 0 ? -1 : 1));
  const [low = NaN, high = NaN] = ends;
  const isOpen = [low <= at(places, 0), high >= at(places, places.length - 1)] as const;
  return {
    joint: [isOpen[0] ? 0 : Math.min(low, tau), isOpen[1] ? at(series.t, n - 1) : Math.max(high, tau)],
    alpha: slopesBehind({ search, profile, limit: lowest + ofSlope * excess }, [low, tau, high]),
    isOpen,
  };
}

/** How much larger the variances of a joint and of the slope behind it are under a long memory than the profile takes them. */
function inflation(
  series: WeightedSeries,
  estimate: Estimate,
  { names, memory }: { readonly names: (typeof jointNames)["switch"]; readonly memory: FractionalNoise },
): [joint: number, slope: number] {
  const [own, wide] = [estimateErrors(series, estimate), longMemoryErrors(series, estimate, memory)];
  const ratioOf = (name: string): number => {
    const index = estimate.free.indexOf(name);
    const ratio = ((wide?.[index] ?? NaN) / (own?.[index] ?? NaN)) ** 2;
    return Number.isFinite(ratio) ? Math.max(1, ratio) : 1;
  };
  return [ratioOf(names[3]), ratioOf(names[2])];
}

interface Inside {
  readonly places: Float64Array;
  readonly values: Float64Array;
  readonly tau: number;
  readonly limit: number;
}

/** The first and the last joint that are known to belong to the set. */
function outermost({ places, values, tau, limit }: Inside): [number, number] {
  let [low, high] = [tau, tau];
  values.forEach((value, i) => {
    if (value <= limit) {
      low = Math.min(low, at(places, i));
      high = Math.max(high, at(places, i));
    }
  });
  return [low, high];
}

interface Limited {
  readonly search: JointSearch;
  readonly profile: JointProfile;
  readonly limit: number;
}

/** Where the profile leaves the set, by bisection between a joint inside and the next place outside. */
function endOf({ search, profile, limit }: Limited, inside: number, direction: -1 | 1): number {
  const { places } = search;
  let next = direction < 0 ? places.length - 1 : 0;
  while (next >= 0 && next < places.length && direction * (at(places, next) - inside) <= 0) {
    next += direction;
  }
  if (next < 0 || next >= places.length) {
    return inside;
  }
  let [good, bad] = [inside, at(places, next)];
  for (let i = 0; i < 60 && Math.abs(bad - good) > 1e-13 * good; i++) {
    const middle = (good + bad) / 2;
    if (profile.rss(middle, search.beforeTau(middle)) <= limit) {
      good = middle;
    } else {
      bad = middle;
    }
  }
  return good;
}

/** Hull of the slopes behind every joint in the set, each with what the limit leaves room for. */
function slopesBehind({ search, profile, limit }: Limited, joints: readonly number[]): Interval {
  let [low, high] = [Infinity, -Infinity];
  const look = (tau: number, k: number): void => {
    const rss = profile.rss(tau, k);
    if (rss <= limit * (1 + 1e-9)) {
      const half = Math.sqrt(Math.max(0, limit - rss) * profile.slopeVariance);
      low = Math.min(low, -profile.slope - half);
      high = Math.max(high, -profile.slope + half);
    }
  };
  search.places.forEach((tau, i) => {
    look(tau, search.before[i] ?? 0);
  });
  joints.forEach((tau) => {
    look(tau, search.beforeTau(tau));
  });
  return [low, high];
}
