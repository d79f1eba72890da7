import { at } from "./at.ts";

/** A nonlinear model: fills the residuals (y - f) and the Jacobian of f, row by row, at given parameters. */
export interface NonlinearModel {
  readonly points: number;
  readonly parameters: number;
  /** Writes `points` residuals and, unless `jacobian` is null, `points * parameters` derivatives of f. */
  readonly evaluate: (theta: Float64Array, residuals: Float64Array, jacobian: Float64Array | null) => void;
}

export interface LeastSquaresFit {
  readonly theta: Float64Array;
  readonly rss: number;
  readonly iterations: number;
}

const FIRST_DAMPING = 0.01;
const MAX_DAMPING = 1e14;
/** Relative gain in the residual sum that doubles can no longer show. */
const NO_GAIN = 1e-15;

/**
 * Levenberg-Marquardt with Marquardt's scaling, from one start, to the precision of doubles: it stops when no step,
 * however damped, lowers the residual sum, or when no step promises a gain that could show. Null where the start has
 * no finite residuals. It finds the valley it starts in: callers try several starts.
 *
 * Our own rather than ml-levenberg-marquardt: that one differentiates numerically with a fixed step, works on arrays
 * of arrays and inverts a matrix each iteration (0.9 to 2 s for 20,000 points), and stops by iteration count.
 * Marquardt 1963, "An algorithm for least-squares estimation of nonlinear parameters".
 */
export function leastSquares(model: NonlinearModel, start: Float64Array, maxIterations = 200): LeastSquaresFit | null {
  const search = new Search(model, start);
  if (!Number.isFinite(search.rss)) {
    return null;
  }
  let iterations = 0;
  while (iterations < maxIterations && search.advance()) {
    iterations += 1;
  }
  return { theta: search.theta, rss: search.rss, iterations };
}

/** Where a search stands, with its scratch arrays. */
class Search {
  readonly theta: Float64Array;
  rss: number;
  private damping = FIRST_DAMPING;
  private readonly model: NonlinearModel;
  private readonly trial: Float64Array;
  private readonly residuals: Float64Array;
  private readonly jacobian: Float64Array;
  private readonly normal: Float64Array;
  private readonly gradient: Float64Array;

  constructor(model: NonlinearModel, start: Float64Array) {
    const p = model.parameters;
    this.model = model;
    this.theta = start.slice();
    this.trial = new Float64Array(p);
    this.residuals = new Float64Array(model.points);
    this.jacobian = new Float64Array(model.points * p);
    this.normal = new Float64Array(p * p);
    this.gradient = new Float64Array(p);
    this.rss = this.rssAt(this.theta);
  }

  /** One accepted step; false where the search has ended. */
  advance(): boolean {
    this.model.evaluate(this.theta, this.residuals, this.jacobian);
    normalEquations(this.jacobian, this.residuals, this.normal, this.gradient);
    const whole = solveDamped(this.normal, this.gradient, 0);
    if (whole !== null && dot(whole, this.gradient) <= NO_GAIN * this.rss) {
      // The undamped step lands closer to the minimum than any gain could show.
      this.take(whole, this.rss * (1 + 1e-12));
      return false;
    }
    for (; this.damping < MAX_DAMPING; this.damping *= 4) {
      const step = solveDamped(this.normal, this.gradient, this.damping);
      const before = this.rss;
      if (step !== null && this.take(step, before)) {
        this.damping = Math.max(this.damping / 10, 1e-15);
        return before - this.rss > NO_GAIN * before;
      }
    }
    return false;
  }

  /** Moves by a step where the residual sum there is at most `limit`. */
  private take(step: Float64Array, limit: number): boolean {
    for (let j = 0; j < step.length; j++) {
      this.trial[j] = at(this.theta, j) + at(step, j);
    }
    const next = this.rssAt(this.trial);
    if (!(next <= limit)) {
      return false;
    }
    this.theta.set(this.trial);
    this.rss = next;
    return true;
  }

  private rssAt(theta: Float64Array): number {
    this.model.evaluate(theta, this.residuals, null);
    return dot(this.residuals, this.residuals);
  }
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < one.length; j++) {
    sum += at(one, j) * at(other, j);
  }
  return sum;
}

/** Lower triangle of J'J, and J'r. */
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

/** Cholesky solution of (J'J + damping diag(J'J)) step = J'r; null where the matrix is not positive definite. */
function solveDamped(normal: Float64Array, gradient: Float64Array, damping: number): Float64Array | null {
  const factor = choleskyFactor(normal, gradient.length, damping);
  if (factor === null) {
    return null;
  }
  const p = gradient.length;
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

function choleskyFactor(normal: Float64Array, p: number, damping: number): Float64Array | null {
  const factor = normal.slice();
  for (let j = 0; j < p; j++) {
    for (let k = 0; k <= j; k++) {
      let sum = at(normal, j * p + k) * (j === k ? 1 + damping : 1);
      for (let m = 0; m < k; m++) {
        sum -= at(factor, j * p + m) * at(factor, k * p + m);
      }
      if (j === k && !(sum > 0)) {
        return null;
      }
      factor[j * p + k] = j === k ? Math.sqrt(sum) : sum / at(factor, k * p + k);
    }
  }
  return factor;
}
