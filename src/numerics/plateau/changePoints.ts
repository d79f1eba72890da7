import { at } from "../at.ts";
import { normalQuartile, medianAbsoluteDeviation } from "../stats/mad.ts";

export interface ChangePointOptions {
  /** Fewest points of a segment. */
  readonly minLength: number;
  /** Cost of one more segment, in squared units of the values. */
  readonly penalty: number;
}

/**
 * Exact optimal partition of a series into stretches of constant mean: the least sum of squares about the stretches'
 * means plus `penalty` a stretch. Returns the first index of each stretch, 0 among them.
 * PELT: Killick, Fearnhead & Eckley 2012, "Optimal detection of changepoints with a linear computational cost".
 */
export function changePoints(values: Float64Array, { minLength, penalty }: ChangePointOptions): number[] {
  const n = values.length;
  const sums = runningSums(values);
  const best = new Float64Array(n + 1).fill(Infinity);
  const previous = new Int32Array(n + 1);
  best[0] = -penalty;
  // Starts that may still be best, and the first end at which each can be dropped.
  const candidates = new Int32Array(n + 1);
  const expires = new Float64Array(n + 1).fill(Infinity);
  let count = 0;
  for (let end = minLength; end <= n; end++) {
    const newest = end - minLength;
    if (Number.isFinite(at(best, newest))) {
      candidates[count] = newest;
      count += 1;
    }
    for (let c = 0; c < count; c++) {
      const start = candidates[c] ?? 0;
      const cost = at(best, start) + segmentCost(sums, start, end) + penalty;
      if (cost < at(best, end)) {
        best[end] = cost;
        previous[end] = start;
      }
    }
    // A start dearer than the best partition can never become the cheaper one (the pruning of PELT), but only for ends
    // that a stretch of the least length from here can reach.
    let kept = 0;
    for (let c = 0; c < count; c++) {
      const start = candidates[c] ?? 0;
      const isDearer = at(best, start) + segmentCost(sums, start, end) > at(best, end);
      if (isDearer && at(expires, start) === Infinity) {
        expires[start] = end + minLength;
      }
      if (at(expires, start) > end) {
        candidates[kept] = start;
        kept += 1;
      }
    }
    count = kept;
  }
  return stretches(previous, n);
}

/** Sigma of the noise about slowly changing levels, from first differences: 1.4826 MAD / sqrt 2. */
export function differenceSigma(values: Float64Array): number {
  const differences = new Float64Array(Math.max(0, values.length - 1));
  for (let i = 0; i < differences.length; i++) {
    differences[i] = at(values, i + 1) - at(values, i);
  }
  return medianAbsoluteDeviation(differences, 0) / normalQuartile / Math.SQRT2;
}

interface Sums {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

function runningSums(values: Float64Array): Sums {
  const first = new Float64Array(values.length + 1);
  const second = new Float64Array(values.length + 1);
  const origin = values.length > 0 ? at(values, 0) : 0;
  for (let i = 0; i < values.length; i++) {
    const value = at(values, i) - origin;
    first[i + 1] = at(first, i) + value;
    second[i + 1] = at(second, i) + value * value;
  }
  return { first, second };
}

function segmentCost({ first, second }: Sums, start: number, end: number): number {
  const sum = at(first, end) - at(first, start);
  return at(second, end) - at(second, start) - (sum * sum) / (end - start);
}

function stretches(previous: Int32Array, n: number): number[] {
  const starts: number[] = [];
  for (let end = n; end > 0;) {
    end = previous[end] ?? 0;
    starts.push(end);
  }
  return starts.length === 0 ? [0] : starts.reverse();
}
