import { at } from "./at.ts";
import { leastSquares, type NonlinearModel } from "./leastSquares.ts";
import { fitLine } from "./ols.ts";

/** L = c + A exp(-beta x): an offset power law with x = ln t, an offset exponential with x = t. */
export interface OffsetDecayFit {
  readonly c: number;
  readonly A: number;
  readonly beta: number;
  /** Residual sum of squares of ln L. */
  readonly rss: number;
}

/** Decay over the whole range of x, beta (x1 - x0), from which the search starts. */
const STARTS = [0.2, 0.5, 1, 2, 4, 8, 16, 32, 64];

/**
 * Least squares of ln L on ln(c + A exp(-beta x)) with c >= 0, A > 0, beta > 0, over several starts.
 * At a given beta the offset and the amplitude are linear, so each start gets its best c and A directly (variable
 * projection; Golub & Pereyra 1973) in relative weights, which is the first-order form of residuals in ln L;
 * the best starts are then refined in all three. With c at its bound the model is the plain decay.
 * Null where fewer than four points or no decay can be fitted.
 */
export function fitOffsetDecay(x: Float64Array, y: Float64Array): OffsetDecayFit | null {
  const n = x.length;
  const plain = fitLine(x, y);
  if (n < 4 || plain === null) {
    return null;
  }
  const origin = at(x, 0);
  const range = at(x, n - 1) - origin;
  const atBound: OffsetDecayFit | null =
    plain.slope < 0 ? { c: 0, A: Math.exp(plain.intercept), beta: -plain.slope, rss: plain.rss } : null;
  const model = offsetModel(x, y, origin);
  let best = atBound;
  for (const start of bestStarts(
    x,
    y,
    STARTS.map((decay) => decay / range),
  )) {
    const fit = leastSquares(model, start, 60);
    if (fit !== null && (best === null || fit.rss < best.rss * (1 - 1e-12)) && isInside(fit.theta)) {
      const beta = at(fit.theta, 2);
      best = { c: Math.exp(at(fit.theta, 0)), A: Math.exp(at(fit.theta, 1) + beta * origin), beta, rss: fit.rss };
    }
  }
  return best;
}

/** Value of the fitted curve at x. */
export function offsetDecayAt(fit: Pick<OffsetDecayFit, "c" | "A" | "beta">, x: number): number {
  return fit.c + fit.A * Math.exp(-fit.beta * x);
}

/** Parameters ln c, ln A (at the first x) and beta: the bounds hold by themselves. */
function offsetModel(x: Float64Array, y: Float64Array, origin: number): NonlinearModel {
  return {
    points: x.length,
    parameters: 3,
    evaluate: (theta, residuals, jacobian) => {
      const c = Math.exp(at(theta, 0));
      const A = Math.exp(at(theta, 1));
      const beta = at(theta, 2);
      for (let i = 0; i < x.length; i++) {
        const dx = at(x, i) - origin;
        const decay = A * Math.exp(-beta * dx);
        const value = c + decay;
        residuals[i] = at(y, i) - Math.log(value);
        if (jacobian !== null) {
          jacobian[3 * i] = c / value;
          jacobian[3 * i + 1] = decay / value;
          jacobian[3 * i + 2] = (-dx * decay) / value;
        }
      }
    },
  };
}

function isInside(theta: Float64Array): boolean {
  return at(theta, 2) > 0 && theta.every(Number.isFinite);
}

/** The two starts of lowest relative residual sum, as ln c, ln A, beta. */
function bestStarts(x: Float64Array, y: Float64Array, betas: readonly number[]): Float64Array[] {
  const losses = y.map(Math.exp);
  const starts = betas.map((beta) => project({ x, losses, beta }));
  return starts
    .filter((start) => start !== null)
    .sort((one, other) => one.rss - other.rss)
    .slice(0, 2)
    .map(({ c, A, beta }) => Float64Array.of(Math.log(c), Math.log(A), beta));
}

interface Projection {
  readonly x: Float64Array;
  readonly losses: Float64Array;
  readonly beta: number;
}

/** Best c > 0 and A > 0 at a given beta, residuals relative to the loss. */
function project({ x, losses, beta }: Projection): OffsetDecayFit | null {
  let [s11, s12, s22, s1y, s2y, n] = [0, 0, 0, 0, 0, 0];
  const origin = at(x, 0);
  let lowest = Infinity;
  for (let i = 0; i < x.length; i++) {
    const loss = at(losses, i);
    const g = Math.exp(-beta * (at(x, i) - origin));
    const one = 1 / loss;
    const two = g / loss;
    s11 += one * one;
    s12 += one * two;
    s22 += two * two;
    s1y += one;
    s2y += two;
    n += 1;
    lowest = Math.min(lowest, loss);
  }
  const determinant = s11 * s22 - s12 * s12;
  const free = (s1y * s22 - s2y * s12) / determinant;
  // A start must lie inside the bounds; the bound itself is fitted apart.
  const c = Math.min(Math.max(free, 1e-3 * lowest), 0.999 * lowest);
  const A = (s2y - c * s12) / s22;
  if (!(determinant > 0) || !(A > 0)) {
    return null;
  }
  const rss = n - 2 * (c * s1y + A * s2y) + c * c * s11 + 2 * c * A * s12 + A * A * s22;
  return { c, A, beta, rss };
}
