import { at } from "../at.ts";
import { goldenSection } from "../stats/goldenSection.ts";

/** Values of phi that a likelihood is evaluated at before the search between two of them. */
export const phiGrid: readonly number[] = [0, 0.15, 0.3, 0.45, 0.6, 0.7, 0.8, 0.87, 0.92, 0.96, 0.99];

/** The largest phi that noise is given. */
const mostPhi = 0.99;

/** A spread of ln L below which residuals are rounding: keeps likelihoods finite on exact curves. */
const sigmaFloor = 1e-9;

/** Digits that phi is kept to: the search's own rounding must not show in what is estimated at that phi. */
const steps = 1e4;

/** The weights of a series' noise: residuals times `weights` have the same variance throughout. */
export interface NoiseWeights {
  readonly weights: Float64Array;
  /** Sum of the weights' logarithms, which every log likelihood has in it. */
  readonly logWeights: number;
}

/**
 * Values as a first-order autoregression leaves them: weighted, then freed from phi times the one before; the first is
 * scaled, so that the likelihood is exact. Beach & MacKinnon 1978, "A maximum likelihood procedure for regression with
 * autocorrelated errors".
 */
export function whiten(values: Float64Array, weights: Float64Array, phi: number): Float64Array {
  const white = new Float64Array(values.length);
  let before = 0;
  for (let i = 0; i < values.length; i++) {
    const value = at(weights, i) * at(values, i);
    white[i] = i === 0 ? Math.sqrt(1 - phi * phi) * value : value - phi * before;
    before = value;
  }
  return white;
}

/** What a log likelihood is made of: the whitened residuals' sum of squares, and phi. */
export interface Whitened {
  readonly rss: number;
  readonly phi: number;
}

/** Gaussian log likelihood of n residuals with first-order autocorrelation, at the best innovation variance. */
export function arLogLikelihood({ rss, phi }: Whitened, n: number, logWeights: number): number {
  const variance = Math.max(rss / n, sigmaFloor * sigmaFloor);
  return -0.5 * n * (Math.log(2 * Math.PI * variance) + 1) + 0.5 * Math.log(1 - phi * phi) + logWeights;
}

/** The phi of the highest value: over the grid, then by golden section between the neighbors of its best. */
export function maximizePhi(of: (phi: number) => number): number {
  let best = 0;
  let highest = -Infinity;
  phiGrid.forEach((phi, i) => {
    const value = of(phi);
    if (value > highest) {
      [best, highest] = [i, value];
    }
  });
  const [low, high] = [phiGrid[Math.max(0, best - 1)] ?? 0, phiGrid[best + 1] ?? mostPhi];
  const phi = goldenSection((value) => -of(value), { low, high, tolerance: 0.1 / steps });
  return Math.min(mostPhi, Math.round(phi * steps) / steps);
}

/**
 * A maximized phi without the bias that fitting p parameters brings: p smooth columns lower it by about
 * (p + (p + 2) phi) / n. Marriott & Pope 1954, "Bias in the estimation of autocorrelations".
 */
export function correctedPhi(phi: number, parameters: number, n: number): number {
  return Math.min(mostPhi, phi + (parameters + (parameters + 2) * phi) / n);
}
