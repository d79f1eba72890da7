import { at } from "../at.ts";
import type { LossSeries } from "../models/lossSeries.ts";
import { minPoints } from "../models/modelSet.ts";

/** AIC by which the power law must win. */
const margin = 2;

/**
 * AIC of an exponential less that of a power law, each fitted to the points from every start on (at least 10; NaN where
 * fewer are left). Both have as many parameters, so the difference is n ln(rss / rss); running sums from the end make
 * all of them O(n).
 */
export function powerDifferences({ t, logT, logLoss }: LossSeries): Float64Array {
  const n = t.length;
  const exponential = new SuffixLine(t, logLoss);
  const power = new SuffixLine(logT, logLoss);
  const differences = new Float64Array(n).fill(NaN);
  for (let i = n - 1; i >= 0; i--) {
    const count = n - i;
    const difference = count * Math.log(exponential.rssWith(i) / power.rssWith(i));
    if (count >= minPoints) {
      differences[i] = difference;
    }
  }
  return differences;
}

/**
 * The rule of the literature's notes: the first start from which a power law beats an exponential by 2 AIC. It answers
 * the first point for most real curves, whatever they do. Null where no start has that.
 */
export function firstPowerWin(series: LossSeries): { readonly epoch: number; readonly atStart: boolean } | null {
  const first = powerDifferences(series).findIndex((difference) => difference >= margin);
  return first < 0 ? null : { epoch: at(series.t, first), atStart: first === 0 };
}

/** Residual sum of a line over the points from i to the end, i going down. */
class SuffixLine {
  readonly #x: Float64Array;
  readonly #y: Float64Array;
  #n = 0;
  #xMean = 0;
  #yMean = 0;
  #xx = 0;
  #xy = 0;
  #yy = 0;

  constructor(x: Float64Array, y: Float64Array) {
    this.#x = x;
    this.#y = y;
  }

  /** Welford's update of the means and centered sums, which keeps the digits that sums of products would lose. */
  rssWith(i: number): number {
    const dx = at(this.#x, i) - this.#xMean;
    const dy = at(this.#y, i) - this.#yMean;
    this.#n += 1;
    this.#xMean += dx / this.#n;
    this.#yMean += dy / this.#n;
    this.#xx += dx * (at(this.#x, i) - this.#xMean);
    this.#xy += dx * (at(this.#y, i) - this.#yMean);
    this.#yy += dy * (at(this.#y, i) - this.#yMean);
    return this.#xx > 0 ? Math.max(this.#yy - (this.#xy * this.#xy) / this.#xx, 1e-24 * this.#n) : Infinity;
  }
}
