import { at } from "../../at.ts";
import { mean } from "../../stats/mean.ts";
import { fitLine } from "../../regression/ols.ts";

/** L = c + A exp(-beta x): an offset power law with x = ln t, an offset exponential with x = t. */
export interface OffsetDecayFit {
  readonly c: number;
  readonly A: number;
  readonly beta: number;
  /** Residual sum of squares of ln L. */
  readonly rss: number;
}

/** Decay over the whole range of x, beta (x1 - x0), from which the search starts. */
const exponentStarts = [0.2, 0.5, 1, 2, 4, 8, 16, 32, 64];
/** How many of the starts, the closest ones, are refined. */
const refinedStarts = 2;
/** Decays over the range of x that a series can tell from a straight line, and from a step after the first point. */
const minDecay = 0.01;
const maxDecay = 1000;
/** Offset over amplitude past which nothing of the decay is left. */
const maxRatio = 1e6;
const maxIterations = 40;
/** Smallest part of the spread of ln L that a decay must explain. */
const leastShare = 1e-6;

/**
 * Least squares of ln L on ln(c + A exp(-beta x)) with c >= 0, A > 0, beta > 0, over several starts. Null where there
 * are fewer than four points, x does not vary or no decay fits; with c at its bound the model is the plain decay.
 *
 * ln L = ln A + ln(c / A + exp(-beta x)), so ln A is a mean and only c / A and beta are searched (variable projection;
 * Golub & Pereyra 1973): first over a few betas, at each of which the offset is linear in relative weights, then by
 * Newton's method with the exact second derivatives, which keeps its speed where the model fits badly.
 */
export function fitOffsetDecay(x: Float64Array, y: Float64Array): OffsetDecayFit | null {
  const n = x.length;
  const plain = fitLine(x, y);
  if (n < 4 || plain === null) {
    return null;
  }
  const origin = at(x, 0);
  const range = at(x, n - 1) - origin;
  const dx = x.map((value) => value - origin);
  const level = mean(y);
  const problem = new DecayProblem(
    dx,
    y.map((value) => value - level),
    range,
  );
  let best: OffsetDecayFit | null =
    plain.slope < 0 ? { c: 0, A: Math.exp(plain.intercept), beta: -plain.slope, rss: plain.rss } : null;
  const isInside = best !== null && problem.floorHelps(best.beta);
  for (const start of problem.starts()) {
    const found = problem.refine(start, isInside);
    // A decay that explains nothing is a level, not a decay.
    const isDecay = found !== null && found.rss < plain.tss * (1 - leastShare);
    if (isDecay && (best === null || found.rss < best.rss)) {
      const amplitude = Math.exp(level - found.meanShape);
      best = {
        c: found.ratio * amplitude,
        A: amplitude * Math.exp(found.beta * origin),
        beta: found.beta,
        rss: found.rss,
      };
    }
  }
  return best;
}

interface Start {
  readonly ratio: number;
  readonly beta: number;
}

interface Refined extends Start {
  readonly rss: number;
  /** Mean of ln(ratio + exp(-beta dx)). */
  readonly meanShape: number;
}

/** The search for the ratio c / A and beta of one series, its sums kept between iterations. */
class DecayProblem {
  readonly #dx: Float64Array;
  /** ln L without its mean. */
  readonly #y: Float64Array;
  readonly #range: number;
  readonly #shape: Float64Array;
  readonly #byRatio: Float64Array;
  readonly #byBeta: Float64Array;
  #meanShape = 0;

  constructor(dx: Float64Array, y: Float64Array, range: number) {
    this.#dx = dx;
    this.#y = y;
    this.#range = range;
    this.#shape = new Float64Array(dx.length);
    this.#byRatio = new Float64Array(dx.length);
    this.#byBeta = new Float64Array(dx.length);
  }

  /** The starts whose relative residuals are smallest. */
  starts(): Start[] {
    const weights = this.#y.map((value) => Math.exp(-value));
    return exponentStarts
      .map((decay) => project(this.#dx, weights, decay / this.#range))
      .filter((start) => start !== null)
      .sort((one, other) => one.rss - other.rss)
      .slice(0, refinedStarts);
  }

  /** Whether a small floor under the plain decay of rate beta lowers the residual sum: then the best one is inside. */
  floorHelps(beta: number): boolean {
    if (!Number.isFinite(this.#evaluate(0, beta))) {
      return true;
    }
    return this.#system().g1 > 0;
  }

  /**
   * Damped Newton from a start. Where the best floor is known to be inside the bounds, steps out of them are shortened;
   * elsewhere they end the search, which would only creep along the bound. Null then.
   */
  refine(start: Start, isInside: boolean): Refined | null {
    let { ratio, beta } = start;
    let rss = this.#evaluate(ratio, beta);
    let damping = 1e-3;
    for (let i = 0; i < maxIterations; i++) {
      // The last evaluation was that of the accepted step, so the shape and its derivatives are those of here.
      const system = this.#system();
      let gained = false;
      for (let tries = 0; tries < 12 && !gained; tries++) {
        const step = solveTwo(system, damping);
        const next = step === null ? Infinity : this.#evaluate(ratio + step[0], beta + step[1]);
        if (step !== null && ratio + step[0] < 0 && !isInside) {
          return null;
        }
        if (step !== null && next <= rss) {
          gained = true;
          const isDone = Math.abs(step[0]) <= 1e-13 * ratio && Math.abs(step[1]) <= 1e-13 * beta;
          [ratio, beta, rss] = [ratio + step[0], beta + step[1], next];
          damping = damping < 1e-6 ? 0 : damping / 10;
          if (isDone) {
            return this.#refined(ratio, beta);
          }
        } else {
          damping = Math.max(4 * damping, 1e-3);
        }
      }
      if (!gained) {
        break;
      }
    }
    return this.#refined(ratio, beta);
  }

  #refined(ratio: number, beta: number): Refined | null {
    const rss = this.#evaluate(ratio, beta);
    return Number.isFinite(rss) ? { ratio, beta, rss, meanShape: this.#meanShape } : null;
  }

  /** Residual sum at a ratio and a beta, Infinity outside the bounds; fills the shape ln(ratio + g) and its derivatives. */
  #evaluate(ratio: number, beta: number): number {
    const decay = beta * this.#range;
    if (!(ratio >= 0 && ratio <= maxRatio && decay >= minDecay && decay <= maxDecay)) {
      return Infinity;
    }
    const [dx, y, shape, byRatio, byBeta] = [this.#dx, this.#y, this.#shape, this.#byRatio, this.#byBeta];
    const n = dx.length;
    let sum = 0;
    for (let i = 0; i < n; i++) {
      const g = Math.exp(-beta * at(dx, i));
      const inverse = 1 / (ratio + g);
      const value = Math.log(ratio + g);
      shape[i] = value;
      byRatio[i] = inverse;
      byBeta[i] = -at(dx, i) * g * inverse;
      sum += value;
    }
    this.#meanShape = sum / n;
    let rss = 0;
    for (let i = 0; i < n; i++) {
      const residual = at(y, i) - at(shape, i) + this.#meanShape;
      rss += residual * residual;
    }
    return Number.isFinite(rss) ? rss : Infinity;
  }

  /** Half the gradient and half the Hessian of the residual sum, and its Gauss-Newton part, at the last evaluation. */
  #system(): System {
    const [dx, y, shape, byRatio, byBeta, meanShape] = [
      this.#dx,
      this.#y,
      this.#shape,
      this.#byRatio,
      this.#byBeta,
      this.#meanShape,
    ];
    const n = dx.length;
    const meanRatio = mean(byRatio);
    const meanBeta = mean(byBeta);
    let [g1, g2, j11, j12, j22, c11, c12, c22] = [0, 0, 0, 0, 0, 0, 0, 0];
    for (let i = 0; i < n; i++) {
      const residual = at(y, i) - at(shape, i) + meanShape;
      const d1 = at(byRatio, i);
      const d2 = at(byBeta, i);
      g1 += residual * d1;
      g2 += residual * d2;
      j11 += (d1 - meanRatio) * (d1 - meanRatio);
      j12 += (d1 - meanRatio) * (d2 - meanBeta);
      j22 += (d2 - meanBeta) * (d2 - meanBeta);
      // Second derivatives of ln(ratio + g): -1/h^2, dx g/h^2 and dx^2 g ratio/h^2, here by the first ones.
      c11 += residual * d1 * d1;
      c12 += residual * d1 * d2;
      c22 += residual * d2 * (at(dx, i) + d2);
    }
    // d2 = -dx g/h, so dx g/h^2 = -d1 d2 and dx^2 g ratio/h^2 = -d2 (dx + d2).
    return { g1, g2, j11, j22, h11: j11 + c11, h12: j12 + c12, h22: j22 + c22, j12 };
  }
}

interface System {
  readonly g1: number;
  readonly g2: number;
  readonly j11: number;
  readonly j12: number;
  readonly j22: number;
  readonly h11: number;
  readonly h12: number;
  readonly h22: number;
}

/** Newton's step where the Hessian is positive definite, else that of Gauss and Newton; damped as Marquardt does. */
function solveTwo(system: System, damping: number): [number, number] | null {
  const { g1, g2, j11, j22 } = system;
  const isConvex = system.h11 > 0 && system.h11 * system.h22 > system.h12 * system.h12;
  const a11 = (isConvex ? system.h11 : j11) + damping * j11;
  const a12 = isConvex ? system.h12 : system.j12;
  const a22 = (isConvex ? system.h22 : j22) + damping * j22;
  const determinant = a11 * a22 - a12 * a12;
  return determinant > 0 ? [(g1 * a22 - g2 * a12) / determinant, (g2 * a11 - g1 * a12) / determinant] : null;
}

/** The best offset and amplitude at a given beta, residuals relative to the loss (weights are 1 / L). */
function project(dx: Float64Array, weights: Float64Array, beta: number): (Start & { readonly rss: number }) | null {
  let [s11, s12, s22, s1, s2] = [0, 0, 0, 0, 0];
  let heaviest = 0;
  for (let i = 0; i < dx.length; i++) {
    const one = at(weights, i);
    const two = one * Math.exp(-beta * at(dx, i));
    s11 += one * one;
    s12 += one * two;
    s22 += two * two;
    s1 += one;
    s2 += two;
    heaviest = Math.max(heaviest, one);
  }
  const determinant = s11 * s22 - s12 * s12;
  // A start must lie inside the bounds; the bound itself is fitted apart.
  const lowest = 1 / heaviest;
  const c = Math.min(Math.max((s1 * s22 - s2 * s12) / determinant, 1e-3 * lowest), 0.999 * lowest);
  const amplitude = (s2 - c * s12) / s22;
  if (!(determinant > 0) || !(amplitude > 0)) {
    return null;
  }
  const cross = c * s1 + amplitude * s2;
  const rss = dx.length - 2 * cross + c * c * s11 + 2 * c * amplitude * s12 + amplitude * amplitude * s22;
  return { ratio: c / amplitude, beta, rss };
}
