import type { LossSeries } from "../numerics/models/lossSeries.ts";
import { binGrid, lossBins } from "../review/loss/bins.ts";

/** How records are binned. */
export interface BinOptions {
  /** What `t` counts: epochs, which have a few bins each, or anything else, which has 200 bins in all. */
  readonly clock?: "epoch" | "step";
  /** Bins of an epoch; 4 where absent. */
  readonly binsPerEpoch?: number;
}

/**
 * A loss curve as the models read it: means of t, ln t and ln L over bins, as a review has them.
 *
 * `t`: the time of each record, epochs or steps that were completed then; `losses`: of the same length. Left out are records
 * that no model can read: t or the loss at or below zero or not finite, and t not above the one before.
 * @throws {RangeError} where the arrays differ in length, or `binsPerEpoch` is no number above 0.
 */
export function lossSeries(
  t: ArrayLike<number>,
  losses: ArrayLike<number>,
  { clock = "epoch", binsPerEpoch = 4 }: BinOptions = {},
): LossSeries {
  if (t.length !== losses.length) {
    throw new RangeError(`There are ${t.length} times and ${losses.length} losses.`);
  }
  if (!(binsPerEpoch > 0 && Number.isFinite(binsPerEpoch))) {
    throw new RangeError(`binsPerEpoch is a number above 0, not ${binsPerEpoch}.`);
  }
  const kept = { t: new Float64Array(t.length), y: new Float64Array(t.length) };
  let [count, last] = [0, 0];
  for (let i = 0; i < t.length; i += 1) {
    const [time = NaN, loss = NaN] = [t[i], losses[i]];
    if (time > last && Number.isFinite(time) && loss > 0 && Number.isFinite(loss)) {
      kept.t[count] = time;
      kept.y[count] = loss;
      count += 1;
      last = time;
    }
  }
  const points = { t: kept.t.subarray(0, count), y: kept.y.subarray(0, count) };
  return lossBins(points, binGrid(clock, binsPerEpoch, points));
}
