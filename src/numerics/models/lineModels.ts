import { greatest } from "../../extremes.ts";
import { at } from "../at.ts";
import { phiGrid } from "../regression/autoregression.ts";
import { fitLine } from "../regression/ols.ts";
import { goldenSection } from "../stats/goldenSection.ts";
import { centered, estimateNear, LinearProfile, type Estimate } from "./estimate.ts";
import { logShifted } from "./logShifted.ts";
import type { WeightedSeries } from "./lossSeries.ts";

/** The exponential, ln L = a - b t, at its highest likelihood; null where t does not vary. A given phi is kept. */
export function fitExponential(series: WeightedSeries, phi?: number): Estimate | null {
  const line = fitLine(series.t, series.logLoss);
  return (
    line &&
    estimateNear(
      series,
      "exponential",
      { a: line.intercept, b: -line.slope },
      { phi: phi ?? linePhi(series, series.t), free: ["a", "b"] },
    )
  );
}

/** The power law, ln L = a - alpha ln t, at its highest likelihood; null where t does not vary. A given phi is kept. */
export function fitPower(series: WeightedSeries, phi?: number): Estimate | null {
  const line = fitLine(series.logT, series.logLoss);
  return (
    line &&
    estimateNear(
      series,
      "power",
      { a: line.intercept, alpha: -line.slope },
      { phi: phi ?? linePhi(series, series.logT), free: ["a", "alpha"] },
    )
  );
}

function linePhi(series: WeightedSeries, x: Float64Array): number {
  return new LinearProfile(series, [centered(x)], centered(series.logLoss)).phi();
}

/** Shifts that are tried before the search between two of them. */
const shifts = 23;
/** Range of the shifts, in first and in last times. */
const [leastShift, mostShift] = [1 / 30, 3];

/**
 * The shifted power law, ln L = a - beta ln(t + t0), t0 >= 0, at its highest likelihood (or, at a given phi, its least
 * whitened residuals): a smooth bend instead of a joint. At t0 = 0 it is the power law. Null where t does not vary.
 * The hyperbola of NIST's Bennett5; a smooth alternative to a joint as in Bacon & Watts 1971.
 */
export function fitShiftedPower(series: WeightedSeries, given?: number): Estimate | null {
  const { t, logT } = series;
  const n = t.length;
  const plain = fitPower(series, given);
  if (plain === null) {
    return null;
  }
  const y = centered(series.logLoss);
  const column = new Float64Array(n);
  const profileAt = (logShift: number): LinearProfile => {
    const t0 = Math.exp(logShift);
    for (let i = 0; i < n; i++) {
      column[i] = logShifted(at(t, i), at(logT, i), t0);
    }
    return new LinearProfile(series, [centered(column)], y);
  };
  const phis = given === undefined ? phiGrid : [given];
  const roughly = (logShift: number): number => {
    const profile = profileAt(logShift);
    return phis.reduce((highest, phi) => Math.max(highest, profile.logLikelihood(phi)), -Infinity);
  };
  const [first, last] = [Math.log(leastShift * at(t, 0)), Math.log(mostShift * at(t, n - 1))];
  const grid = Array.from({ length: shifts }, (_, i) => first + (i * (last - first)) / (shifts - 1));
  const heights = grid.map(roughly);
  const best = heights.indexOf(greatest(heights));
  const exactly = (logShift: number): number => {
    const profile = profileAt(logShift);
    return profile.logLikelihood(given ?? profile.phi());
  };
  const logShift = goldenSection((value) => -exactly(value), {
    low: grid[Math.max(0, best - 1)] ?? first,
    high: grid[Math.min(shifts - 1, best + 1)] ?? last,
    tolerance: 1e-3,
  });
  const found = shiftedNear(series, Math.exp(logShift), given ?? profileAt(logShift).phi());
  const atBound = { ...plain, model: "shiftedPower" as const, params: shiftless(plain), free: ["a", "beta"] };
  return found === null || !(found.logLikelihood > atBound.logLikelihood) ? atBound : found;
}

/** The power law as a shifted one. */
function shiftless({ params }: Estimate): Estimate["params"] {
  return { a: params["a"] ?? NaN, beta: params["alpha"] ?? NaN, t0: 0 };
}

function shiftedNear(series: WeightedSeries, t0: number, phi: number): Estimate | null {
  const { t, logT, logLoss } = series;
  const line = fitLine(
    t.map((time, i) => logShifted(time, at(logT, i), t0)),
    logLoss,
  );
  const mostT0 = mostShift * at(t, t.length - 1);
  return (
    line &&
    estimateNear(
      series,
      "shiftedPower",
      { a: line.intercept, beta: -line.slope, t0 },
      { phi, free: ["a", "beta", "t0"], bounds: { t0: [0, mostT0] } },
    )
  );
}
