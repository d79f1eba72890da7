import { median } from "../../numerics/stats/quantile.ts";
import { stepsPerEpoch, type EpochMarks, type EpochScale } from "./stepsPerEpoch.ts";

/** Steps an epoch that records agree on to within this are the same. */
const tolerance = 0.02;

/** Steps an epoch, and what has to be added to an epoch as logged to have epochs completed. */
interface EpochRatio {
  readonly perEpoch: number;
  readonly more: -1 | 0 | 1;
}

/**
 * The steps an epoch of records written at the ends of epochs, or that hold fractions of an epoch: the ratio of the two,
 * where all records agree on it. Whole epochs may be counted from 0 (then one more is completed) or name the epoch that
 * begins (then one less is). Null where records do not agree, or where there is only one epoch.
 */
export function epochRatio({ steps, epochs }: EpochMarks): EpochRatio | null {
  const whole = epochs.every((epoch) => !Number.isFinite(epoch) || Number.isInteger(epoch));
  let best: EpochRatio | null = null;
  let least = tolerance;
  for (const more of whole && isDistinct(epochs) ? ([0, 1, -1] as const) : ([0] as const)) {
    const ratios = steps
      .map((step, i) => step / ((epochs[i] ?? Number.NaN) + more))
      .filter((one) => !Number.isNaN(one));
    const middle = median(ratios);
    const spread = ratios.reduce((most, ratio) => Math.max(most, Math.abs(ratio / middle - 1)), 0);
    if (ratios.length > 1 && middle > 0 && isDistinct(epochs) && spread < least) {
      least = spread;
      best = { perEpoch: ratioAtEnd({ steps, epochs }, more) ?? middle, more };
    }
  }
  return best;
}

/** The ratio at the highest epoch, where rounding and the numbering of steps matter least. */
function ratioAtEnd({ steps, epochs }: EpochMarks, more: number): number | null {
  let last = -1;
  for (let i = 0; i < epochs.length; i += 1) {
    last = (epochs[i] ?? 0) > (epochs[last] ?? Number.NEGATIVE_INFINITY) && Number.isFinite(steps[i]) ? i : last;
  }
  return last === -1 ? null : (steps[last] ?? 0) / ((epochs[last] ?? 0) + more);
}

function isDistinct(epochs: Float64Array): boolean {
  const known = epochs.filter(Number.isFinite);
  return known.some((epoch) => epoch !== known[0]);
}

/** How epochs follow from steps by the few records that hold both: written after the epoch, or within one. */
export function scaleOfFew(marks: EpochMarks): EpochScale | null {
  const ratio = epochRatio(marks);
  if (ratio !== null) {
    return { perEpoch: ratio.perEpoch, first: 0 };
  }
  const whole = marks.epochs.every((epoch) => !Number.isFinite(epoch) || Number.isInteger(epoch));
  return whole ? stepsPerEpoch(marks) : null;
}
