import { at } from "../at.ts";
import type { LinearizedModel } from "../regression/arma.ts";
import { correctedPhi } from "../regression/autoregression.ts";
import {
  fractionalLogLikelihood,
  fractionalNoise,
  fractionalVariance,
  type FractionalNoise,
} from "../regression/fractional.ts";
import { solveLinear } from "../regression/qr.ts";
import type { Estimate } from "./estimate.ts";
import { logResiduals } from "./lossModels.ts";
import type { WeightedSeries } from "./lossSeries.ts";
import { logLossGradients } from "./modelGradients.ts";
import { whitenedJacobian } from "./refine.ts";

/** Fewest points that a long memory is told from a short one in, and most, the search being quadratic. */
const [fewest, most] = [100, 1000];
/** First-order autocorrelation below which noise has no memory worth the search. */
const leastPhi = 0.15;
/** How far fractional noise may be behind first-order autocorrelation in log likelihood and not be ruled out. */
const notRuledOut = 2;
/** What errors are widened by because d is estimated: the 1 % more on either side that a knee's profile has too. */
const allowance = 1.1;
/** Memory parameter from which the memory counts as long. */
const long = 0.2;

/**
 * The noise about a model where it may have a long memory: fractional noise with d above 0.2 is likelier than first-order
 * autocorrelation, or not ruled out against it. Null elsewhere, and with under 100 or over 1,000 points.
 */
export function longMemoryAbout(series: WeightedSeries, estimate: Estimate | null): FractionalNoise | null {
  const n = series.t.length;
  if (estimate === null || !mayHaveMemory(estimate, n)) {
    return null;
  }
  const noise = fractionalNoise(linearized(series, estimate));
  return noise !== null && noise.d > long && noise.ahead > -notRuledOut ? noise : null;
}

function mayHaveMemory({ phi }: Estimate, n: number): boolean {
  return phi >= leastPhi && n >= fewest && n <= most;
}

/** Highest log likelihood of a model under fractional noise, linearized; -Infinity where a memory is not looked for. */
export function longMemoryLikelihood(series: WeightedSeries, estimate: Estimate): number {
  return mayHaveMemory(estimate, series.t.length) ? fractionalLogLikelihood(linearized(series, estimate)) : -Infinity;
}

/** A model as it is about its estimate: weighted derivatives and residuals of ln L. */
export function linearized(series: WeightedSeries, { model, params, free }: Estimate): LinearizedModel {
  const rows = logLossGradients(series, model, params, free);
  const scaled = (values: Float64Array): Float64Array => values.map((value, i) => at(series.weights, i) * value);
  return {
    columns: free.map((_, j) => scaled(series.t.map((_time, i) => at(rows, i * free.length + j)))),
    residuals: scaled(logResiduals(series, model, params)),
    logWeights: series.logWeights,
  };
}

/**
 * Standard errors of a model's free parameters, fitted with first-order autocorrelation, where the noise has a long memory:
 * (J'J)^-1 J'W V W'J (J'J)^-1, J = W times the derivatives, V of the fractional noise. Null where the derivatives depend
 * on each other.
 */
export function longMemoryErrors(
  series: WeightedSeries,
  { model, params, free, phi: maximized }: Estimate,
  noise: FractionalNoise,
): Float64Array | null {
  const n = series.t.length;
  const phi = correctedPhi(maximized, free.length, n);
  const jacobian = whitenedJacobian(series, model, params, { phi, free });
  const solution = solveLinear(jacobian, new Float64Array(n), free.length);
  if (solution === null) {
    return null;
  }
  return Float64Array.from(free, (_, j) => {
    const white = series.t.map((_time, i) => {
      let sum = 0;
      free.forEach((_name, a) => {
        sum += at(solution.covariance, j * free.length + a) * at(jacobian, i * free.length + a);
      });
      return sum;
    });
    return allowance * Math.sqrt(noise.variance * fractionalVariance(colored(white, phi), noise.d));
  });
}

/** The weights of the weighted noise in a sum over whitened noise: what `whiten` does, transposed. */
function colored(white: Float64Array, phi: number): Float64Array {
  return white.map((value, i) => {
    const next = white[i + 1] ?? 0;
    return (i === 0 ? Math.sqrt(1 - phi * phi) : 1) * value - phi * next;
  });
}

/**
 * Standard error of a least-squares line's slope where the noise has a long memory.
 * @param weights that level the noise, of the same length as x
 */
export function longMemorySlopeError(x: Float64Array, weights: Float64Array, noise: FractionalNoise): number {
  const center = x.reduce((sum, value) => sum + value, 0) / x.length;
  const size = x.reduce((sum, value) => sum + (value - center) ** 2, 0);
  const parts = x.map((value, i) => (value - center) / size / at(weights, i));
  return allowance * Math.sqrt(noise.variance * fractionalVariance(parts, noise.d));
}
