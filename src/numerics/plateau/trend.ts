import { aicc, gaussianLogLikelihood } from "../models/aic.ts";
import { at } from "../at.ts";
import { effectiveSize, residualPhi } from "../series/effectiveSampleSize.ts";
import { linearTime } from "../regression/kinkAt.ts";
import { KinkSearch } from "../regression/kinkSearch.ts";
import { mean } from "../stats/mean.ts";

/** The closest description of a whole series: its logarithm as a function of time. */
export type Trend = (t: number) => number;

interface Candidate {
  /** Residual sum of squares of the logarithms. */
  readonly rss: number;
  /** Parameters that it is charged, sigma among them. */
  readonly k: number;
  readonly of: Trend;
}

/** Exponents p of growth or decay as t^p; 0 stands for ln t. */
const exponents = [-1, -0.5, -0.25, 0, 0.25, 0.5, 1, 2];
/** Rates of levelling off as exp(-rate t), in units of 1 / length of the run. */
const rates = [-2, 1, 2, 3, 4, 6, 8, 12, 16, 24, 32];
const minSide = 4;
/** Most places that a ramp is tried to end at. */
const rampEnds = 60;
/** Places that a ramp between two levels is tried to begin and to end at, first over the run, then ever closer about the best. */
const coarse = 16;
const fine = 4;
/** Mean square of the logarithms below which residuals are rounding. */
const roundingError = 1e-18;
/** Fewest independent points that a comparison assumes. */
const leastSize = 10;

/**
 * The closest of the simple courses that a positive series can take: a level, growth or decay as a power of t, an
 * approach that levels off, a ramp with a level end, a ramp between two levels, two ramps that meet, each straight in the values or in their
 * logarithms. They are compared by AICc of the logarithms at the residuals' effective sample size, a break charged
 * three parameters: noise in the last few points alone cannot tell a slow rise from a level, the shape of all can.
 *
 * @param t increasing, > 0, at least two different times
 * @param y positive values
 */
export function closestTrend(t: Float64Array, y: Float64Array): Trend {
  const n = t.length;
  const logs = y.map(Math.log);
  const candidates = describe(t, y, logs);
  const flexible = candidates.reduce((best, candidate) => (candidate.rss < best.rss ? candidate : best));
  const residuals = logs.map((value, i) => value - flexible.of(at(t, i)));
  // What is left of an exact course is rounding, whose correlation says nothing.
  const phi = flexible.rss > roundingError * n ? residualPhi(residuals, flexible.k - 1) : 0;
  const nEff = Math.max(effectiveSize(n, phi), leastSize);
  // The likelihood of nEff independent residuals of the same variance.
  const criterion = ({ rss, k }: Candidate): number =>
    aicc({ logLikelihood: gaussianLogLikelihood((nEff * Math.max(rss, roundingError * n)) / n, nEff), n: nEff, k });
  return candidates.reduce((lowest, candidate) => (criterion(candidate) < criterion(lowest) ? candidate : lowest)).of;
}

function describe(t: Float64Array, y: Float64Array, logs: Float64Array): Candidate[] {
  const length = at(t, t.length - 1) - at(t, 0);
  const level = mean(logs);
  const powers = exponents.map((p) => (time: number) => (p === 0 ? Math.log(time) : time ** p));
  const approaches = rates.map((rate) => (time: number) => Math.exp((-rate * time) / length));
  const every = Math.ceil(t.length / rampEnds);
  const ramps = [...t.subarray(minSide - 1, Math.max(minSide - 1, t.length - minSide))]
    .filter((_, i) => i % every === 0)
    .map((tau) => (time: number) => Math.min(time, tau));
  const series = { t, y, logs };
  return [
    { rss: logs.reduce((sum, value) => sum + (value - level) ** 2, 0), k: 2, of: () => level },
    ...closestLine(series, powers, 4),
    ...closestLine(series, approaches, 4),
    ...closestLine(series, ramps, 6),
    ...rampBetweenLevels(series),
    ...kinks(series),
  ];
}

/** A level, a ramp and a level again; two breaks are charged six parameters. */
function rampBetweenLevels(series: Series): Candidate[] {
  const { t } = series;
  const last = t.length - 1 - minSide;
  if (last - minSide < coarse) {
    return [];
  }
  let width = (last - minSide) / coarse;
  const places = steps(minSide, last, width);
  let best = bestRamp(series, places, places);
  for (; best !== null && width > 1; width /= fine) {
    const [reach, step] = [width, width / fine];
    const about = (place: number): number[] =>
      steps(Math.max(minSide, place - reach), Math.min(last, place + reach), Math.max(1, step));
    best = bestRamp(series, about(best.from), about(best.to)) ?? best;
  }
  return best === null ? [] : [best.candidate];
}

interface Ramp {
  readonly from: number;
  readonly to: number;
  readonly candidate: Candidate;
}

function bestRamp(series: Series, starts: readonly number[], ends: readonly number[]): Ramp | null {
  let best: Ramp | null = null;
  for (const from of starts) {
    for (const to of ends.filter((end) => end - from >= minSide)) {
      const [first, second] = [at(series.t, from), at(series.t, to)];
      const [candidate] = closestLine(series, [(time) => Math.min(Math.max(time, first), second)], 9);
      if (candidate !== undefined && candidate.rss < (best?.candidate.rss ?? Infinity)) {
        best = { from, to, candidate };
      }
    }
  }
  return best;
}

/** Whole places between two, ends included. */
function steps(from: number, to: number, width: number): number[] {
  const count = Math.round((to - from) / width);
  return Array.from({ length: count + 1 }, (_, i) => Math.round(from + (i * (to - from)) / Math.max(1, count)));
}

interface Series {
  readonly t: Float64Array;
  readonly y: Float64Array;
  readonly logs: Float64Array;
}

/** The closest line in any of several coordinates of t, in the logarithms or in the values themselves. */
function closestLine(series: Series, coordinates: readonly ((time: number) => number)[], k: number): Candidate[] {
  let best: Candidate | null = null;
  const x = new Float64Array(series.t.length);
  for (const coordinate of coordinates) {
    for (let i = 0; i < x.length; i++) {
      x[i] = coordinate(at(series.t, i));
    }
    for (const isLog of [true, false]) {
      const line = isLog ? relativeLine(x, series.logs, null) : relativeLine(x, series.y, series.y);
      const of = line && (isLog ? line : (value: number) => Math.log(Math.max(line(value), Number.MIN_VALUE)));
      const rss = of === null ? Infinity : logRss(series.logs, (i) => of(at(x, i)));
      if (of !== null && rss < (best?.rss ?? Infinity)) {
        best = { rss, k, of: (time) => of(coordinate(time)) };
      }
    }
  }
  return best === null ? [] : [best];
}

/** Least squares of y on x, residuals relative to `scale` where it is given; null where x does not vary. */
function relativeLine(x: Float64Array, y: Float64Array, scale: Float64Array | null): ((x: number) => number) | null {
  let [weights, xSum, ySum] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const weight = scale === null ? 1 : 1 / at(scale, i) ** 2;
    weights += weight;
    xSum += weight * at(x, i);
    ySum += weight * at(y, i);
  }
  const [xMean, yMean] = [xSum / weights, ySum / weights];
  let [sxx, sxy] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    const weight = scale === null ? 1 : 1 / at(scale, i) ** 2;
    sxx += weight * (at(x, i) - xMean) ** 2;
    sxy += weight * (at(x, i) - xMean) * (at(y, i) - yMean);
  }
  return sxx > 0 ? (value) => yMean + (sxy / sxx) * (value - xMean) : null;
}

/** Two ramps that meet, straight in the logarithms and straight in the values. */
function kinks({ t, y, logs }: Series): Candidate[] {
  const search = new KinkSearch({ t, before: linearTime, after: linearTime, minSide: minSide });
  return [logs, y].flatMap((values) => {
    const kink = search.fit(values);
    if (kink === null) {
      return [];
    }
    const straight = (time: number): number =>
      kink.intercept + kink.before * Math.min(time, kink.tau) + kink.after * Math.max(0, time - kink.tau);
    const of: Trend = values === logs ? straight : (time) => Math.log(Math.max(straight(time), Number.MIN_VALUE));
    return [{ rss: logRss(logs, (i) => of(at(t, i))), k: 7, of }];
  });
}

function logRss(logs: Float64Array, fitted: (i: number) => number): number {
  let rss = 0;
  for (let i = 0; i < logs.length; i++) {
    rss += (at(logs, i) - fitted(i)) ** 2;
  }
  return rss;
}
