import { at } from "../at.ts";

/** Ranks from 1, ties sharing the mean of theirs; same length and order as the values, which must not be NaN. */
export function averageRanks(values: Float64Array): Float64Array {
  const sorted = values.toSorted();
  return values.map((value) => {
    const below = firstWhere(sorted, (other) => other >= value);
    const end = firstWhere(sorted, (other) => other > value);
    return (below + end + 1) / 2;
  });
}

/** The first place of sorted values from which a condition holds; their number where it never does. */
function firstWhere(sorted: Float64Array, holds: (value: number) => boolean): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(at(sorted, middle))) {
      high = middle;
    } else {
      low = middle + 1;
    }
  }
  return low;
}
