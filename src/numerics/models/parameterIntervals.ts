import { at } from "../at.ts";
import { correctedPhi, whiten } from "../regression/autoregression.ts";
import { solveLinear } from "../regression/qr.ts";
import { studentQuantile } from "../stats/student.ts";
import type { Estimate } from "./estimate.ts";
import type { FractionalNoise } from "../regression/fractional.ts";
import { longMemoryErrors } from "./longMemory.ts";
import { logResiduals, type ModelParams } from "./lossModels.ts";
import type { WeightedSeries } from "./lossSeries.ts";
import type { ParameterInterval } from "./modelFit.ts";
import { logLossGradients } from "./modelGradients.ts";
import { whitenedJacobian } from "./refine.ts";

/** Degrees of freedom that are always left. */
const leastFreedom = 2;
/** Degrees of freedom that correlated noise leaves at least. */
const fewFreedom = 8;

/** Parameters that the fits keep from falling below 0. */
const neverNegative: readonly string[] = ["c", "A", "t0", "tau", "breakpoint"];

/**
 * 95 % intervals of a model's parameters: estimate plus and minus Student's t times the standard error from the
 * covariance s^2 (J'J)^-1, with J the whitened derivatives of ln L at the estimate (Seber & Wild 1989, "Nonlinear
 * Regression", 5.1 and 6.2), at the phi corrected for fitting; s^2 = RSS / (n - p - 1).
 *
 * Null where there is none: an offset or a shift at its bound 0 (the others are then those of the plain model) and models
 * whose derivatives depend on each other. It fails, by being too narrow, where the model bends strongly within the
 * interval: for an offset that hardly shows, and for a joint (Feder 1975), whose interval is read off its profile.
 * @param memory noise with a long memory, for which the intervals then allow
 */
export function parameterIntervals(
  series: WeightedSeries,
  estimate: Estimate,
  memory: FractionalNoise | null = null,
): Intervals {
  const { free, params } = estimate;
  const short = estimateErrors(series, estimate);
  const long = memory && longMemoryErrors(series, estimate, memory);
  const errors = short && long ? short.map((error, j) => Math.max(error, at(long, j))) : short;
  return around(params, { free, freedom: quantileFreedom(series, estimate), errors });
}

/** Standard errors of an estimate's free parameters under first-order autocorrelation, phi corrected for fitting. */
export function estimateErrors(series: WeightedSeries, estimate: Estimate): Float64Array | null {
  const { free, params, phi } = estimate;
  const corrected = correctedPhi(phi, free.length, series.t.length);
  const jacobian = whitenedJacobian(series, estimate.model, params, { phi: corrected, free });
  const white = whitenedResiduals(series, estimate, corrected);
  return standardErrors(jacobian, white, freedomOf(series, estimate));
}

type Intervals = Record<string, ParameterInterval | null>;

/**
 * The same for parameters that were fitted by least squares although the noise is correlated as the estimate says: the
 * covariance is then (J'J)^-1 J'VJ (J'J)^-1 with V that of the noise.
 */
export function leastSquaresIntervals(series: WeightedSeries, estimate: Estimate, params: ModelParams): Intervals {
  const { free, model, phi } = estimate;
  const corrected = correctedPhi(phi, free.length, series.t.length);
  const freedom = freedomOf(series, estimate);
  const white = whitenedResiduals(series, estimate, corrected);
  const innovation = white.reduce((sum, value) => sum + value * value, 0) / freedom;
  const jacobian = logLossGradients(series, model, params, free);
  const errors = sandwichErrors(jacobian, series.weights, { phi: corrected, innovation, columns: free.length });
  return around(params, { free, freedom: quantileFreedom(series, estimate), errors });
}

function freedomOf(series: WeightedSeries, { free }: Estimate): number {
  return Math.max(leastFreedom, series.t.length - free.length - 1);
}

/**
 * Degrees of freedom of Student's t: correlated noise says less of its own spread. With n - p - 1 for all noise, intervals
 * of 12 to 30 points with phi 0.5 cover 90 to 92 % (see media/docs/calibration.md).
 */
function quantileFreedom(series: WeightedSeries, estimate: Estimate): number {
  const [p, n] = [estimate.free.length, series.t.length];
  const phi = correctedPhi(estimate.phi, p, n);
  return Math.min(freedomOf(series, estimate), Math.max(fewFreedom, (n * (1 - phi)) / (1 + phi) - p));
}

function whitenedResiduals(series: WeightedSeries, { model, params }: Estimate, phi: number): Float64Array {
  return whiten(logResiduals(series, model, params), series.weights, phi);
}

interface Spread {
  readonly free: readonly string[];
  readonly freedom: number;
  readonly errors: Float64Array | null;
}

function around(params: ModelParams, { free, freedom, errors }: Spread): Intervals {
  const quantile = studentQuantile(0.975, freedom);
  const intervalOf = (name: string, value: number): ParameterInterval | null => {
    const reach = quantile * (errors?.[free.indexOf(name)] ?? NaN);
    if (!Number.isFinite(reach)) {
      return null;
    }
    const low = value - reach;
    return [neverNegative.includes(name) ? Math.max(0, low) : low, value + reach];
  };
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, intervalOf(name, value)]));
}

/**
 * Standard errors of a least-squares fit's parameters: from its Jacobian, by rows, and its residuals, whose squares are
 * averaged over `freedom` degrees of freedom. Null where the Jacobian's columns are linearly dependent.
 */
export function standardErrors(jacobian: Float64Array, residuals: Float64Array, freedom: number): Float64Array | null {
  const parameters = jacobian.length / residuals.length;
  const solution = solveLinear(jacobian, residuals, parameters);
  if (solution === null) {
    return null;
  }
  const variance = residuals.reduce((sum, residual) => sum + residual * residual, 0) / freedom;
  return Float64Array.from({ length: parameters }, (_, j) =>
    Math.sqrt(variance * at(solution.covariance, j * parameters + j)),
  );
}

interface Noise {
  readonly phi: number;
  /** Variance of the innovations. */
  readonly innovation: number;
  readonly columns: number;
}

function sandwichErrors(
  jacobian: Float64Array,
  weights: Float64Array,
  { phi, innovation, columns }: Noise,
): Float64Array | null {
  const n = weights.length;
  const solution = solveLinear(jacobian, new Float64Array(n), columns);
  if (solution === null) {
    return null;
  }
  const scaled = Array.from({ length: columns }, (_, j) =>
    new Float64Array(n).map((_, i) => at(jacobian, i * columns + j) / at(weights, i)),
  );
  const meat = scaled.map((one) => scaled.map((other) => correlatedProduct(one, other, phi)));
  return Float64Array.from({ length: columns }, (_, j) => {
    let sum = 0;
    meat.forEach((row, a) =>
      row.forEach((value, b) => {
        sum += at(solution.covariance, j * columns + a) * value * at(solution.covariance, b * columns + j);
      }),
    );
    return Math.sqrt((innovation / (1 - phi * phi)) * sum);
  });
}

/** x' R y with R the correlations phi^|i - j|, in O(n) by two running sums. */
function correlatedProduct(x: Float64Array, y: Float64Array, phi: number): number {
  let [forward, backward, sum] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    sum += at(x, i) * at(y, i) + at(x, i) * forward + at(y, i) * backward;
    forward = phi * (forward + at(y, i));
    backward = phi * (backward + at(x, i));
  }
  return sum;
}
