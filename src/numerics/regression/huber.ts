import { at } from "../at.ts";
import { normalQuartile, medianAbsoluteDeviation } from "../stats/mad.ts";
import { fitLine } from "./ols.ts";

export interface HuberLine {
  readonly intercept: number;
  readonly slope: number;
  /** Standard errors of intercept and slope (Huber's first covariance estimate). */
  readonly errors: readonly [intercept: number, slope: number];
  /** Robust sigma of the residuals. */
  readonly scale: number;
  /** Weights of the points: 1 for the ordinary, less for outliers. */
  readonly weights: Float64Array;
}

/** Residuals up to 1.345 sigma count in full: 95 % of the efficiency of least squares on normal noise. */
const usualTuning = 1.345;
const maxIterations = 200;

/**
 * A line by Huber's M-estimate: iteratively reweighted least squares from the ordinary fit, the scale (MAD about 0)
 * estimated again each time. Null where least squares has no line; a scale of 0 (most points exactly on the line)
 * keeps the fit reached so far. `tuning` is the number of sigmas up to which a residual counts in full. Huber & Ronchetti 2009, "Robust Statistics", 7.6 and 7.8.
 *
 * Our own rather than ml-regression-robust-polynomial, which fits to the least median of squares and gives neither scale nor errors.
 */
export function huberLine(x: Float64Array, y: Float64Array, tuning = usualTuning): HuberLine | null {
  const start = fitLine(x, y);
  if (start === null) {
    return null;
  }
  const n = x.length;
  const residuals = new Float64Array(n);
  const weights = new Float64Array(n).fill(1);
  let { intercept, slope } = start;
  let scale = 0;
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    fillResiduals(residuals, { x, y, intercept, slope });
    scale = medianAbsoluteDeviation(residuals, 0) / normalQuartile;
    if (!(scale > 0)) {
      break;
    }
    for (let i = 0; i < n; i++) {
      weights[i] = Math.min(1, (tuning * scale) / Math.abs(at(residuals, i)));
    }
    const next = weightedLine(x, y, weights);
    const change = Math.abs(next.slope - slope) + Math.abs(next.intercept - intercept);
    const size = Math.abs(slope) + Math.abs(intercept);
    [slope, intercept] = [next.slope, next.intercept];
    if (change <= 1e-13 * size) {
      break;
    }
  }
  fillResiduals(residuals, { x, y, intercept, slope });
  return { intercept, slope, scale, weights, errors: firstCovariance(residuals, start, { scale, tuning }) };
}

interface Line {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly intercept: number;
  readonly slope: number;
}

function fillResiduals(residuals: Float64Array, { x, y, intercept, slope }: Line): void {
  for (let i = 0; i < x.length; i++) {
    residuals[i] = at(y, i) - intercept - slope * at(x, i);
  }
}

function weightedLine(x: Float64Array, y: Float64Array, weights: Float64Array): { intercept: number; slope: number } {
  let [sum, xSum, ySum] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    sum += at(weights, i);
    xSum += at(weights, i) * at(x, i);
    ySum += at(weights, i) * at(y, i);
  }
  const xMean = xSum / sum;
  const yMean = ySum / sum;
  let [sxx, sxy] = [0, 0];
  for (let i = 0; i < x.length; i++) {
    const dx = at(x, i) - xMean;
    sxx += at(weights, i) * dx * dx;
    sxy += at(weights, i) * dx * (at(y, i) - yMean);
  }
  const slope = sxy / sxx;
  return { slope, intercept: yMean - slope * xMean };
}

function firstCovariance(
  residuals: Float64Array,
  { n, sxx, xMean }: { readonly n: number; readonly sxx: number; readonly xMean: number },
  { scale, tuning }: { readonly scale: number; readonly tuning: number },
): readonly [number, number] {
  let [psi, inside] = [0, 0];
  for (let i = 0; i < n; i++) {
    const z = at(residuals, i) / scale;
    psi += Math.min(Math.abs(z), tuning) ** 2;
    inside += Math.abs(z) <= tuning ? 1 : 0;
  }
  const part = inside / n;
  const correction = 1 + ((2 / n) * (part - part * part)) / (part * part);
  const factor = (correction * correction * (psi / (n - 2)) * scale * scale) / (part * part);
  return [Math.sqrt(factor * (1 / n + (xMean * xMean) / sxx)), Math.sqrt(factor / sxx)];
}
