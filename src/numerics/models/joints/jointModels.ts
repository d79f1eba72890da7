import { at } from "../../at.ts";
import { arLogLikelihood, phiGrid } from "../../regression/autoregression.ts";
import { goldenSection } from "../../stats/goldenSection.ts";
import { mean } from "../../stats/mean.ts";
import { estimateNear, LinearProfile, type Estimate } from "../estimate.ts";
import type { JointModel, JointProfile, JointSearch } from "./jointSearch.ts";
import type { ModelParams } from "../lossModels.ts";
import type { WeightedSeries } from "../lossSeries.ts";
import { refine } from "../refine.ts";

const mostRounds = 3;

/** Names of a joint model's parameters: level, slope before, slope after, joint. */
export const jointNames: Readonly<Record<JointModel, readonly [string, string, string, string]>> = {
  switch: ["a", "b", "alpha", "tau"],
  twoPower: ["a", "alphaBefore", "alphaAfter", "breakpoint"],
};

/**
 * A model of two pieces that meet, at its highest likelihood (or, at a given phi, its least whitened residuals) over
 * every admissible joint: all places for every phi of the grid, then the joint and phi in turn. A search by least
 * squares that is judged afterwards would lose the joint where the noise is strongly correlated. Null with fewer than
 * eleven points.
 */
export function fitJoint(series: WeightedSeries, search: JointSearch, given?: number): Estimate | null {
  const { model } = search;
  let best = bestPlace(search, series, given === undefined ? phiGrid : [given]);
  if (best === null) {
    return null;
  }
  let tau = at(search.places, best.place);
  for (let round = 0; round < mostRounds; round++) {
    const [before, after, response] = search.columnsAt(tau);
    const phi = given ?? new LinearProfile(series, [before, after], response).phi();
    const next = bestPlace(search, series, [phi]);
    if (next === null) {
      break;
    }
    const moved = closest(search, next);
    const isStill = phi === best.phi && Math.abs(moved - tau) <= 1e-9 * tau;
    [best, tau] = [next, moved];
    if (isStill) {
      break;
    }
  }
  return refinedJoint(series, search, { model, tau, phi: best.phi });
}

/** The best joint at a given phi and the slope behind it, near enough for a bootstrap; null with too few points. */
export function locateJoint(
  series: WeightedSeries,
  search: JointSearch,
  phi: number,
): { readonly tau: number; readonly slope: number } | null {
  const best = bestPlace(search, series, [phi]);
  if (best === null) {
    return null;
  }
  const tau = closest(search, best);
  best.profile.rss(tau, search.beforeTau(tau));
  return { tau, slope: best.profile.slope };
}

interface Best {
  readonly place: number;
  readonly phi: number;
  readonly profile: JointProfile;
}

function bestPlace(search: JointSearch, { t, logWeights }: WeightedSeries, phis: readonly number[]): Best | null {
  let best: Best | null = null;
  let highest = -Infinity;
  for (const phi of phis) {
    const profile = search.at(phi);
    let place = -1;
    let least = Infinity;
    for (let i = 0; i < search.places.length; i++) {
      const rss = profile.rss(at(search.places, i), search.before[i] ?? 0);
      if (rss < least) {
        place = i;
        least = rss;
      }
    }
    const value = place < 0 ? -Infinity : arLogLikelihood({ rss: least, phi }, t.length, logWeights);
    if (value > highest) {
      highest = value;
      best = { place, phi, profile };
    }
  }
  return best;
}

/** The joint between the neighbors of the best place that leaves least. */
function closest(search: JointSearch, { place, profile }: Best): number {
  const { places, before } = search;
  const middle = at(places, place);
  const low = at(places, Math.max(0, place - 1));
  const high = at(places, Math.min(places.length - 1, place + 1));
  const rss = (tau: number): number =>
    profile.rss(tau, (tau < middle ? before[Math.max(0, place - 1)] : before[place]) ?? 0);
  const tau = goldenSection(rss, { low, high, tolerance: 1e-6 * (high - low) });
  return rss(tau) < rss(middle) ? tau : middle;
}

interface Start {
  readonly model: JointModel;
  readonly tau: number;
  readonly phi: number;
}

/** The joint to the last digits, within its gap; where it comes to rest on a point, the pieces are fitted to meet there. */
function refinedJoint(series: WeightedSeries, search: JointSearch, { model, tau, phi }: Start): Estimate {
  const free = jointNames[model];
  const [level, before, after, joint] = free;
  const lines = [level, before, after];
  const start: ModelParams = { [level]: mean(series.logLoss), [before]: 0, [after]: 0, [joint]: tau };
  const pieces = refine(series, model, start, { phi, free: lines });
  const [low, high] = search.gapAround(tau);
  const inside = estimateNear(series, model, pieces.params, { phi, free, bounds: { [joint]: [low, high] } });
  const found = inside.params[joint] ?? NaN;
  if (found > low && found < high) {
    return inside;
  }
  return { ...estimateNear(series, model, inside.params, { phi, free: lines }), free };
}
