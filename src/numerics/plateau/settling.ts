import { at } from "../at.ts";
import { differenceSigma } from "./changePoints.ts";
import { ewma } from "../series/ewma.ts";
import { robustSigma } from "../stats/mad.ts";
import { median } from "../stats/quantile.ts";
import { closestTrend, type Trend } from "./trend.ts";

export interface Settling {
  /** First t from which the values stay in the band, or null. */
  readonly t: number | null;
  /** Why they never settle; null where they do. */
  readonly reason: "few" | "notPositive" | "rising" | "falling" | "oscillating" | null;
}

/** Half width of the band about the final median, as a part of it. */
const settlingBand = 0.1;
/** Smallest part of the run that the settled stretch must cover. */
const shortestStretch = 0.2;
/** Change over the last fifth, as a part of the level, from which a series is still moving. */
const mostDrift = 0.03;
/** Sigmas of the smoothed noise that may carry a settled series out of the band for a moment. */
const sigmas = 2;
/** Most that the band is widened by for them: what swings further oscillates. */
const maxSlack = 0.05;
/** Sigma of the average about the trend from which its swings are no noise about a level. */
const maxSwing = 0.06;
const minPoints = 10;
/** Spread of the logarithms about the trend, and its multiple of the noise, from which that misses the course. */
const missed = 0.1;
const missedNoises = 3;

/**
 * Settling time of a positive series by its moving average: the first t after which that stays within 10 % of its final
 * median (the median over the last fifth), the stretch being at least a fifth of the run. For whether it
 * stays, not for when it enters, the band is widened by what the noise alone would do. Every slow enough
 * series passes through such a band at its end, so a series that its closest description has moving by 3 % or more
 * over the last fifth has not settled, whatever the band says. Where no simple course describes the whole (a level, a ramp
 * and a level again behind a first rise), the stretch inside the band is described by itself.
 * The settling time of control engineering (Franklin, Powell & Emami-Naeini, "Feedback Control of Dynamic Systems", 3.4).
 *
 * @param t increasing, > 0
 * @param values as measured
 * @param alpha weight of the newest value in the moving average
 */
export function settling(t: Float64Array, values: Float64Array, alpha: number): Settling {
  const n = t.length;
  const end = at(t, n - 1);
  const length = end - at(t, 0);
  if (n < minPoints || !(length > 0) || !(at(t, 0) > 0)) {
    return { t: null, reason: "few" };
  }
  if (!values.every((value) => value > 0)) {
    return { t: null, reason: "notPositive" };
  }
  const trend = closestTrend(t, values);
  const noise = values.map((value, i) => Math.log(value) - trend(at(t, i)));
  const smooth = ewma(values, alpha);
  const level = levelOf(t, smooth);
  const distance = smooth.map((value) => value / level - 1);
  const settled = firstInside(t, distance, settlingBand + slack(values, ewma(noise, alpha)));
  const driftOf = (of: Trend): number => of(end) - of(end - shortestStretch * length);
  if (settled !== null && end - settled >= shortestStretch * length) {
    const drift = driftOf(misses(noise, values) ? trendFrom(settled, t, values) : trend);
    return Math.abs(drift) < mostDrift ? { t: settled, reason: null } : { t: null, reason: directionOf(drift) };
  }
  const direction = directionOf(driftOf(trend));
  return { t: null, reason: returns(distance) ? "oscillating" : direction };
}

/** The band about the final median that `settling` measures by. Expects what it does, and at least one value. */
export function settledBand(
  t: Float64Array,
  values: Float64Array,
  alpha: number,
): readonly [low: number, high: number] {
  const level = levelOf(t, ewma(values, alpha));
  return [level * (1 - settlingBand), level * (1 + settlingBand)];
}

/**
 * How far noise alone carries the moving average. The residuals about the trend hold slow swings too, so noise is at
 * most twice what neighboring values differ by (that of an AR(1) process with phi up to 0.8, smoothed).
 */
function slack(values: Float64Array, smoothNoise: Float64Array): number {
  const swing = robustSigma(smoothNoise);
  const noise = Math.min(swing, 2 * differenceSigma(values.map(Math.log)));
  return swing > maxSwing ? 0 : Math.min(maxSlack, sigmas * noise);
}

function directionOf(drift: number): "rising" | "falling" {
  return drift > 0 ? "rising" : "falling";
}

/** Whether what a trend leaves is far more than neighboring values differ by. */
function misses(residuals: Float64Array, values: Float64Array): boolean {
  const spread = robustSigma(residuals);
  return spread > missed && spread > missedNoises * differenceSigma(values.map(Math.log));
}

/** The closest trend of what follows a time; of the last values at least, so that there are enough to describe. */
function trendFrom(time: number, t: Float64Array, values: Float64Array): Trend {
  const from = Math.min(firstFrom(t, time), t.length - minPoints);
  return closestTrend(t.subarray(from), values.subarray(from));
}

/** The median of the last fifth. */
function levelOf(t: Float64Array, smooth: Float64Array): number {
  const end = at(t, t.length - 1);
  return median(smooth.subarray(firstFrom(t, end - shortestStretch * (end - at(t, 0)))));
}

/** First time inside the band after which the values never pass the limit again; null where the last one is outside. */
function firstInside(t: Float64Array, distance: Float64Array, limit: number): number | null {
  let first = t.length;
  while (first > 0 && Math.abs(at(distance, first - 1)) <= limit) {
    first -= 1;
  }
  while (first < t.length && Math.abs(at(distance, first)) > settlingBand) {
    first += 1;
  }
  return first === t.length ? null : at(t, first);
}

/** Whether a series leaves the band on a side where it has been before: a steady course passes each side once. */
function returns(distance: Float64Array): boolean {
  const left: number[] = [];
  let outside = false;
  for (let i = 0; i < distance.length; i++) {
    const value = at(distance, i);
    if (Math.abs(value) > settlingBand && (!outside || Math.sign(value) !== left[left.length - 1])) {
      outside = true;
      left.push(Math.sign(value));
    } else if (Math.abs(value) < settlingBand / 2) {
      outside = false;
    }
  }
  return left.length > new Set(left).size;
}

/** Index of the first point at or after a time. */
function firstFrom(t: Float64Array, time: number): number {
  let i = t.length - 1;
  while (i > 0 && at(t, i - 1) >= time) {
    i -= 1;
  }
  return i;
}
