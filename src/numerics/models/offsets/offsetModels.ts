import { at } from "../../at.ts";
import { arLogLikelihood, whiten } from "../../regression/autoregression.ts";
import { centered, estimateNear, LinearProfile, type Estimate } from "../estimate.ts";
import type { WeightedSeries } from "../lossSeries.ts";
import { offsetBend } from "../lossModels.ts";
import { fitOffsetDecay } from "./offsetDecay.ts";
import { dampedStep, OffsetEquations, type Place } from "./offsetEquations.ts";

/** Decays over the range and offsets over amplitudes that a search starts from. */
const startDecays = [2, 4, 12];
const startRatios = [0.2, 0.5, 1];
const mostRounds = 4;
const mostSteps = 40;
const mostTries = 12;
/** Relative gains at which a search stops: all starts roughly, the best ones closely; the last digits come afterwards. */
const [roughly, closely] = [1e-4, 1e-9];
/** How many of the starts, the best ones, are followed to the top. */
const refined = 2;
/** Decays over the range that a series can tell from a straight line and from a step after the first point. */
const [leastDecay, mostDecay] = [0.01, 1000];
const mostRatio = 1e6;
/** Gain in log likelihood below which a floor is none: the plain decay says the same. */
const noGain = 1e-9;

/**
 * A decay above a floor, L = c + A exp(-beta x), at its highest likelihood under first-order autocorrelation: x is ln t
 * for `offsetPower` and t for `offsetExponential`. ln L = a + ln(r + exp(-beta x)) with a projected out (Golub & Pereyra
 * 1973, variable projection), by damped steps of Gauss and Newton on whitened residuals, in turn with phi, from several
 * starts. With the floor at its bound 0 it is the plain decay. Null where the loss does not fall.
 */
export function fitOffset(
  series: WeightedSeries,
  model: "offsetPower" | "offsetExponential",
  plain: Estimate | null,
): Estimate | null {
  const x = model === "offsetPower" ? series.logT : series.t;
  const leastSquares = fitOffsetDecay(x, series.logLoss);
  if (leastSquares === null || plain === null) {
    return null;
  }
  const problem = new OffsetProblem(series, x, model === "offsetPower" ? (series.spread ?? null) : null);
  const slope = (model === "offsetPower" ? plain.params["alpha"] : plain.params["b"]) ?? NaN;
  const found = problem
    .starts(leastSquares, slope)
    .map((start, i) => problem.climb(start, i === 0 ? null : plain.phi, { rounds: 1, gain: roughly }))
    .sort((one, other) => other.logLikelihood - one.logLikelihood)
    .slice(0, refined)
    .map((one) => problem.climb(one, one.phi, { rounds: mostRounds, gain: closely }));
  const highest = found.reduce((best, one) => (one.logLikelihood > best.logLikelihood ? one : best));
  const bound =
    slope > 0
      ? {
          ...plain,
          model,
          params: { c: 0, A: Math.exp(plain.params["a"] ?? NaN), beta: slope },
          free: ["A", "beta"],
        }
      : null;
  const inside = Number.isFinite(highest.logLikelihood)
    ? estimateNear(series, model, problem.parametersAt(highest), {
        phi: highest.phi,
        free: ["c", "A", "beta"],
        bounds: { c: [0, Infinity] },
      })
    : null;
  if (inside === null || (bound !== null && !(inside.logLikelihood > bound.logLikelihood + noGain))) {
    return bound;
  }
  return inside.params["c"] === 0 ? { ...inside, free: ["A", "beta"] } : inside;
}

interface Effort {
  readonly rounds: number;
  /** Relative gain of a step at which a descent stops. */
  readonly gain: number;
}

interface Climbed extends Place {
  readonly phi: number;
  readonly logLikelihood: number;
}

/** The search for the ratio r = c / A and for beta of one curve, its arrays kept between steps. */
class OffsetProblem {
  readonly #series: WeightedSeries;
  readonly #dx: Float64Array;
  readonly #y: Float64Array;
  readonly #origin: number;
  readonly #range: number;
  /** Of ln t within the bins, for a decay in ln t. */
  readonly #spread: Float64Array | null;
  readonly #residuals: Float64Array;
  readonly #byRatio: Float64Array;
  readonly #byBeta: Float64Array;
  readonly #equations: OffsetEquations;

  constructor(series: WeightedSeries, x: Float64Array, spread: Float64Array | null) {
    const n = x.length;
    this.#series = series;
    this.#origin = at(x, 0);
    this.#range = at(x, n - 1) - this.#origin;
    this.#dx = x.map((value) => value - this.#origin);
    this.#spread = spread;
    this.#y = centered(series.logLoss);
    this.#residuals = new Float64Array(n);
    this.#byRatio = new Float64Array(n);
    this.#byBeta = new Float64Array(n);
    this.#equations = new OffsetEquations([this.#residuals, this.#byRatio, this.#byBeta], series.weights);
  }

  /** The least-squares optimum, a slightly bent plain decay, and a few decays over the range. */
  starts({ c, A, beta }: { readonly c: number; readonly A: number; readonly beta: number }, slope: number): Place[] {
    const ratio = Math.max(c / (A * Math.exp(-beta * this.#origin)), 1e-3);
    const bent = slope > 0 ? [{ ratio: 0.02, beta: 1.1 * slope }] : [];
    return [
      { ratio, beta },
      ...bent,
      ...startDecays.map((decay, i) => ({ ratio: startRatios[i] ?? 1, beta: decay / this.#range })),
    ];
  }

  /** The nearest top of the likelihood, r and beta in turn with phi. */
  climb(start: Place, givenPhi: number | null, effort: Effort): Climbed {
    let place = start;
    let phi = givenPhi ?? this.#phiAt(start);
    let best: Climbed = { ...place, phi, logLikelihood: -Infinity };
    for (let round = 0; round < effort.rounds; round++) {
      place = this.#descend(place, phi, effort.gain);
      phi = this.#phiAt(place);
      const rss = this.#rss(place, phi);
      const logLikelihood = arLogLikelihood({ rss, phi }, this.#dx.length, this.#series.logWeights);
      const gain = logLikelihood - best.logLikelihood;
      if (gain > 0) {
        best = { ...place, phi, logLikelihood };
      }
      if (!(gain > 1e-4)) {
        break;
      }
    }
    return best;
  }

  /** c, A and beta of a place, a being what the whitened residuals say. */
  parametersAt({ ratio, beta, phi }: Climbed): Readonly<Record<string, number>> {
    this.#fill({ ratio, beta });
    const one = whiten(new Float64Array(this.#dx.length).fill(1), this.#series.weights, phi);
    const white = whiten(this.#residuals, this.#series.weights, phi);
    const level = dot(one, white) / dot(one, one) + at(this.#series.logLoss, 0) - at(this.#y, 0);
    return { c: ratio * Math.exp(level), A: Math.exp(level + beta * this.#origin), beta };
  }

  #phiAt(place: Place): number {
    this.#fill(place);
    return new LinearProfile(this.#series, [this.#byRatio, this.#byBeta], this.#residuals).phi();
  }

  #rss(place: Place, phi: number): number {
    return this.#fill(place) ? this.#equations.at(phi).rss : Infinity;
  }

  /** Damped steps of Gauss and Newton at one phi. */
  #descend(start: Place, phi: number, closeEnough: number): Place {
    let place = start;
    let damping = 1e-3;
    if (!this.#fill(place)) {
      return start;
    }
    let system = this.#equations.at(phi);
    for (let i = 0; i < mostSteps; i++) {
      let gained = false;
      for (let tries = 0; tries < mostTries && !gained; tries++) {
        const next = dampedStep(place, system, damping);
        const tried = next !== null && this.#fill(next) ? this.#equations.at(phi) : null;
        if (next !== null && tried !== null && tried.rss <= system.rss) {
          gained = true;
          const isDone = system.rss - tried.rss <= closeEnough * system.rss;
          [place, system, damping] = [next, tried, damping / 10];
          if (isDone) {
            return place;
          }
        } else {
          damping = Math.max(5 * damping, 1e-3);
        }
      }
      if (!gained) {
        break;
      }
    }
    return place;
  }

  /** Residuals and derivatives at a place; false outside the bounds. */
  #fill({ ratio, beta }: Place): boolean {
    const decay = beta * this.#range;
    if (!(ratio >= 0 && ratio <= mostRatio && decay >= leastDecay && decay <= mostDecay)) {
      return false;
    }
    for (let i = 0; i < this.#dx.length; i++) {
      const dx = at(this.#dx, i);
      const g = Math.exp(-beta * dx);
      const inverse = 1 / (ratio + g);
      const bend = this.#spread === null ? 0 : offsetBend(g * inverse, beta, at(this.#spread, i));
      this.#residuals[i] = at(this.#y, i) + Math.log(inverse) - bend;
      this.#byRatio[i] = inverse;
      this.#byBeta[i] = -dx * g * inverse;
    }
    return true;
  }
}

function dot(one: Float64Array, other: Float64Array): number {
  return one.reduce((sum, value, i) => sum + value * at(other, i), 0);
}
