import { greatest } from "../../extremes.ts";
import { at } from "../at.ts";
import type { LinearizedModel } from "./arma.ts";
import { maximizePhi, whiten } from "./autoregression.ts";
import { schurComplement } from "./schur.ts";

/** Memory parameters that a likelihood is evaluated at; the highest is then placed by a parabola. */
const memories = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.49];
const leastVariance = 1e-18;

/** Noise with a long memory, ARFIMA(0, d, 0), about a model. */
export interface FractionalNoise {
  /** Memory parameter: 0 for white noise, below 0.5. */
  readonly d: number;
  /** Variance of the weighted noise. */
  readonly variance: number;
  /** How far its restricted log likelihood is above that of first-order autocorrelation. */
  readonly ahead: number;
}

/**
 * What is left of a model as fractional noise, d at its highest restricted likelihood: unlike the plain one, it does not
 * take for short memory what the model's parameters have followed. Hosking 1981, "Fractional differencing"; Harville
 * 1977, "Maximum likelihood approaches to variance component estimation". O(n^2); null where nothing varies.
 */
export function fractionalNoise({ columns, residuals }: LinearizedModel): FractionalNoise | null {
  const all = [...columns, residuals];
  const n = residuals.length;
  const of = (d: number): Restricted => {
    const { white, logDeterminant } = fractionalInnovations(all, d);
    return restricted(white, logDeterminant);
  };
  const d = highest(memories.map((memory) => of(memory).logLikelihood));
  const { logLikelihood, variance } = of(d);
  const ones = new Float64Array(n).fill(1);
  const ofPhi = (phi: number): number =>
    restricted(
      all.map((column) => whiten(column, ones, phi)),
      -Math.log(1 - phi * phi),
    ).logLikelihood;
  const ahead = logLikelihood - ofPhi(maximizePhi(ofPhi));
  return Number.isFinite(ahead) && variance > 0 ? { d, variance, ahead } : null;
}

/** Highest exact log likelihood of a model under fractional noise. */
export function fractionalLogLikelihood({ columns, residuals, logWeights }: LinearizedModel): number {
  const n = residuals.length;
  const all = [...columns, residuals];
  const values = memories.map((d) => {
    const { white, logDeterminant } = fractionalInnovations(all, d);
    const rss = schurComplement(products(white), all.length);
    return -0.5 * n * (Math.log(2 * Math.PI * Math.max(rss / n, leastVariance)) + 1) - 0.5 * logDeterminant;
  });
  return greatest(values) + logWeights;
}

/** Variance of the sum of c_i times fractional noise of variance 1. */
export function fractionalVariance(c: Float64Array, d: number): number {
  let correlation = 1;
  let sum = dot(c, c);
  for (let k = 1; k < c.length; k++) {
    correlation *= (k - 1 + d) / (k - d);
    sum += 2 * correlation * dot(c.subarray(k), c.subarray(0, c.length - k));
  }
  return sum;
}

/** The memory of the highest value, by a parabola through it and its neighbors. */
function highest(values: readonly number[]): number {
  const best = values.indexOf(greatest(values));
  const [x0, x1, x2] = [memories[best - 1], memories[best] ?? 0, memories[best + 1]];
  const [y0, y1, y2] = [values[best - 1], values[best], values[best + 1]];
  if (x0 === undefined || x2 === undefined || y0 === undefined || y1 === undefined || y2 === undefined) {
    return x1;
  }
  const [left, right] = [(x1 - x0) * (y1 - y2), (x1 - x2) * (y1 - y0)];
  const top = x1 - (0.5 * ((x1 - x0) * left - (x1 - x2) * right)) / (left - right);
  return top > x0 && top < x2 ? top : x1;
}

interface Restricted {
  readonly logLikelihood: number;
  /** Residual sum of squares over its degrees of freedom. */
  readonly variance: number;
}

/** Restricted log likelihood, constants apart, of whitened columns of which the last are the residuals. */
function restricted(white: readonly Float64Array[], logDeterminant: number): Restricted {
  const p = white.length - 1;
  const freedom = (white[p]?.length ?? 0) - p;
  const moments = products(white);
  const variance = schurComplement(moments, white.length) / freedom;
  // What each column adds to those before it: the product of all is the determinant of the columns' products.
  const logInformation = columnSizes(moments, p).reduce((sum, size) => sum + Math.log(size), 0);
  return { variance, logLikelihood: -0.5 * (freedom * Math.log(variance) + logDeterminant + logInformation) };
}

/** Squares of what each of the first columns adds to those before it, after an elimination in place. */
function columnSizes(eliminated: Float64Array, p: number): number[] {
  const size = p + 1;
  return Array.from({ length: p }, (_, j) => {
    let own = at(eliminated, j * size + j);
    for (let k = 0; k < j; k++) {
      own -= at(eliminated, k * size + j) ** 2;
    }
    return own;
  });
}

interface Innovations {
  readonly white: readonly Float64Array[];
  readonly logDeterminant: number;
}

/** Standardized innovations of columns under fractional noise of variance 1, by the recursion of Durbin and Levinson. */
function fractionalInnovations(columns: readonly Float64Array[], d: number): Innovations {
  const n = columns[0]?.length ?? 0;
  const white = columns.map((column) => column.slice());
  const coefficients = new Float64Array(n);
  let variance = 1;
  let logDeterminant = 0;
  for (let k = 1; k < n; k++) {
    const partial = d / (k - d);
    update(coefficients, k, partial);
    variance *= 1 - partial * partial;
    logDeterminant += Math.log(variance);
    const scale = 1 / Math.sqrt(variance);
    columns.forEach((column, c) => {
      const target = white[c];
      if (target !== undefined) {
        target[k] = scale * (at(column, k) - predicted(column, coefficients, k));
      }
    });
  }
  return { white, logDeterminant };
}

/** The coefficients of k values from those of k - 1, in place. */
function update(coefficients: Float64Array, k: number, partial: number): void {
  for (let j = 1; 2 * j <= k; j++) {
    const [near, far] = [at(coefficients, j - 1), at(coefficients, k - j - 1)];
    coefficients[j - 1] = near - partial * far;
    coefficients[k - j - 1] = far - partial * near;
  }
  coefficients[k - 1] = partial;
}

function predicted(column: Float64Array, coefficients: Float64Array, k: number): number {
  let sum = 0;
  for (let j = 0; j < k; j++) {
    sum += at(coefficients, j) * at(column, k - 1 - j);
  }
  return sum;
}

function products(columns: readonly Float64Array[]): Float64Array {
  return Float64Array.from(columns.flatMap((one) => columns.map((other) => dot(one, other))));
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) {
    sum += at(one, i) * at(other, i);
  }
  return sum;
}
