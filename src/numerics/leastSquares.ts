import { at } from "./at.ts";

/** A nonlinear model: fills the residuals (y - f) and the Jacobian of f, row by row, at given parameters. */
export interface NonlinearModel {
  readonly points: number;
  readonly parameters: number;
  /** Writes `points` residuals and, unless `jacobian` is null, `points * parameters` derivatives of f. */
  readonly evaluate: (theta: Float64Array, residuals: Float64Array, jacobian: Float64Array | null) => void;
  /** Whether parameters lie within the bounds; a search whose best steps lead outside ends there. */
  readonly isInside?: (theta: Float64Array) => boolean;
}

export interface LeastSquaresFit {
  readonly theta: Float64Array;
  readonly rss: number;
  readonly iterations: number;
}

export interface LeastSquaresOptions {
  readonly maxIterations?: number;
  /** Relative gain in the residual sum at which the search ends, with one last undamped step. */
  readonly tolerance?: number;
}

const MAX_DAMPING = 1e14;

/**
 * Levenberg-Marquardt with Marquardt's scaling, from one start, to the precision of doubles: it stops when no step,
 * however damped, lowers the residual sum, or when steps no longer change the parameters. Null where the start has
 * no finite residuals or the search leaves the bounds.
 *
 * Our own rather than ml-levenberg-marquardt: that one differentiates numerically with a fixed step, works on arrays
 * of arrays and inverts a matrix each iteration (0.9 to 2 s for 20,000 points), and stops by iteration count.
 * Marquardt 1963, "An algorithm for least-squares estimation of nonlinear parameters".
 */
export function leastSquares(
  model: NonlinearModel,
  start: Float64Array,
  { maxIterations = 200, tolerance = 1e-15 }: LeastSquaresOptions = {},
): LeastSquaresFit | null {
  const p = model.parameters;
  const residuals = new Float64Array(model.points);
  const jacobian = new Float64Array(model.points * p);
  const normal = new Float64Array(p * p);
  const gradient = new Float64Array(p);
  const scale = new Float64Array(p);
  const theta = start.slice();
  const trial = new Float64Array(p);
  model.evaluate(theta, residuals, jacobian);
  let rss = sumOfSquares(residuals);
  if (!Number.isFinite(rss)) {
    return null;
  }
  let damping = 1e-3;
  let iterations = 0;
  for (; iterations < maxIterations && damping < MAX_DAMPING; iterations++) {
    normalEquations(jacobian, residuals, normal, gradient);
    const undamped = solveDamped({ normal, gradient, scale, damping: 0 });
    if (undamped !== null && dot(undamped, gradient) <= tolerance * rss) {
      // The linear model promises no gain that counts: its own step lands closer than any gain could show.
      return polished(model, { theta, rss, iterations }, undamped);
    }
    for (let j = 0; j < p; j++) {
      scale[j] = Math.max(at(scale, j), at(normal, j * p + j));
    }
    const before = rss;
    let moved = 0;
    for (; damping < MAX_DAMPING; damping *= 4) {
      const step = solveDamped({ normal, gradient, scale, damping });
      if (step === null) {
        continue;
      }
      moved = 0;
      for (let j = 0; j < p; j++) {
        trial[j] = at(theta, j) + at(step, j);
        moved = Math.max(moved, Math.abs(at(step, j)) / (Math.abs(at(theta, j)) + 1e-12));
      }
      model.evaluate(trial, residuals, null);
      const next = sumOfSquares(residuals);
      if (next <= rss) {
        rss = next;
        theta.set(trial);
        damping = Math.max(damping / 10, 1e-15);
        break;
      }
    }
    model.evaluate(theta, residuals, jacobian);
    if (model.isInside?.(theta) === false) {
      return null;
    }
    if (moved < 1e-13 || before - rss <= tolerance * rss) {
      break;
    }
  }
  return { theta, rss, iterations };
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    const value = at(values, i);
    sum += value * value;
  }
  return sum;
}

function polished(model: NonlinearModel, fit: LeastSquaresFit, step: Float64Array): LeastSquaresFit {
  const theta = fit.theta.map((value, j) => value + at(step, j));
  const residuals = new Float64Array(model.points);
  model.evaluate(theta, residuals, null);
  const rss = sumOfSquares(residuals);
  return rss <= fit.rss * (1 + 1e-12) && model.isInside?.(theta) !== false ? { ...fit, theta, rss } : fit;
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < one.length; j++) {
    sum += at(one, j) * at(other, j);
  }
  return sum;
}

function normalEquations(
  jacobian: Float64Array,
  residuals: Float64Array,
  normal: Float64Array,
  gradient: Float64Array,
): void {
  const p = gradient.length;
  normal.fill(0);
  gradient.fill(0);
  for (let i = 0; i < residuals.length; i++) {
    const residual = at(residuals, i);
    for (let j = 0; j < p; j++) {
      const dj = at(jacobian, i * p + j);
      gradient[j] = at(gradient, j) + dj * residual;
      for (let k = 0; k <= j; k++) {
        normal[j * p + k] = at(normal, j * p + k) + dj * at(jacobian, i * p + k);
      }
    }
  }
}

interface DampedSystem {
  /** Lower triangle of J'J. */
  readonly normal: Float64Array;
  readonly gradient: Float64Array;
  readonly scale: Float64Array;
  readonly damping: number;
}

/** Cholesky solution of (J'J + damping diag(scale)) step = J'r; null where the matrix is not positive definite. */
function solveDamped({ normal, gradient, scale, damping }: DampedSystem): Float64Array | null {
  const p = gradient.length;
  const factor = normal.slice();
  for (let j = 0; j < p; j++) {
    for (let k = 0; k <= j; k++) {
      let sum = at(normal, j * p + k) + (j === k ? damping * Math.max(at(scale, j), Number.MIN_VALUE) : 0);
      for (let m = 0; m < k; m++) {
        sum -= at(factor, j * p + m) * at(factor, k * p + m);
      }
      if (j === k) {
        if (!(sum > 0)) {
          return null;
        }
        factor[j * p + j] = Math.sqrt(sum);
      } else {
        factor[j * p + k] = sum / at(factor, k * p + k);
      }
    }
  }
  const step = gradient.slice();
  for (let j = 0; j < p; j++) {
    for (let m = 0; m < j; m++) {
      step[j] = at(step, j) - at(factor, j * p + m) * at(step, m);
    }
    step[j] = at(step, j) / at(factor, j * p + j);
  }
  for (let j = p - 1; j >= 0; j--) {
    for (let m = j + 1; m < p; m++) {
      step[j] = at(step, j) - at(factor, m * p + j) * at(step, m);
    }
    step[j] = at(step, j) / at(factor, j * p + j);
  }
  return step.every(Number.isFinite) ? step : null;
}
