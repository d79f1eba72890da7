import { at } from "../at.ts";
import { automaticBlockLength } from "./blockLength.ts";
import type { Interval } from "../stats/interval.ts";
import { mean } from "../stats/mean.ts";
import { sortedQuantile } from "../stats/quantile.ts";
import { seededRandom } from "../stats/random.ts";

/** Points that all resamples together may have: long series get fewer resamples, so that a review stays quick. */
const pointBudget = 300_000;
const most = 1000;
const fewest = 200;

export interface ResamplerOptions {
  /** First-order autocorrelation of the residuals, corrected for the bias of fitting. */
  readonly phi: number;
  /** Factor on the residuals that makes up for what fitting took from them and for their few independent ones. */
  readonly scale: number;
  readonly seed: number;
}

/**
 * Residuals redrawn with their dependence: the innovations that a first-order autoregression leaves are drawn in
 * moving blocks of automatic length and colored again. Plain blocks lose the dependence at their seams, which makes
 * intervals for strongly correlated residuals too short by a quarter; here only the innovations have seams.
 * Kuensch 1989, "The jackknife and the bootstrap for general stationary observations"; post-blackening: Davison &
 * Hinkley 1997, "Bootstrap Methods and their Application", 8.2.3.
 */
export class BlockResampler {
  readonly blockLength: number;
  readonly #residuals: Float64Array;
  readonly #innovations: Float64Array;
  readonly #phi: number;
  readonly #random: () => number;

  constructor(residuals: Float64Array, { phi, scale, seed }: ResamplerOptions) {
    const n = residuals.length;
    const center = mean(residuals);
    this.#residuals = residuals.map((value) => scale * (value - center));
    const innovations = new Float64Array(Math.max(0, n - 1));
    for (let i = 1; i < n; i++) {
      innovations[i - 1] = at(this.#residuals, i) - phi * at(this.#residuals, i - 1);
    }
    const drift = n > 1 ? mean(innovations) : 0;
    const centered = innovations.map((value) => value - drift);
    this.blockLength = automaticBlockLength(centered);
    // Blocks vary about the sample's own mean, which takes one block's worth of their variance.
    const correction = Math.sqrt(n / Math.max(1, n - this.blockLength));
    this.#innovations = centered.map((value) => correction * value);
    this.#phi = phi;
    this.#random = seededRandom(seed);
  }

  /** Writes fitted values plus residuals redrawn; arrays of the residuals' length. */
  draw(fitted: Float64Array, target: Float64Array): void {
    const [innovations, blockLength, phi] = [this.#innovations, this.blockLength, this.#phi];
    const starts = innovations.length - blockLength + 1;
    let noise = at(this.#residuals, Math.floor(this.#random() * this.#residuals.length));
    let [source, left] = [0, 0];
    for (let i = 0; i < target.length; i++) {
      target[i] = at(fitted, i) + noise;
      if (left === 0) {
        source = Math.floor(this.#random() * starts);
        left = blockLength;
      }
      noise = phi * noise + at(innovations, source);
      source += 1;
      left -= 1;
    }
  }
}

/** The middle 95 % of resampled estimates (percentile interval); the array is sorted in place. */
export function percentileInterval(estimates: Float64Array): Interval {
  const sorted = estimates.sort();
  return [sortedQuantile(sorted, 0.025), sortedQuantile(sorted, 0.975)];
}

export interface BootstrapOptions {
  readonly seed: number;
  /** By the length of the series where it is not given. */
  readonly resamples?: number;
}

/** Number of resamples for a series of n points: 1,000 up to 300 points. */
export function resamplesFor(n: number): number {
  return Math.min(most, Math.max(fewest, Math.round(pointBudget / Math.max(1, n))));
}
