import { at } from "../at.ts";

/** Ranks from 1, ties sharing the mean of theirs; same length and order as the values, which must not be NaN. */
export function averageRanks(values: Float64Array): Float64Array {
  const order = [...values.keys()].sort((one, other) => at(values, one) - at(values, other));
  const ranks = new Float64Array(values.length);
  for (let start = 0, end = 0; start < order.length; start = end) {
    end = start + 1;
    while (end < order.length && at(values, order[end] ?? 0) === at(values, order[start] ?? 0)) {
      end += 1;
    }
    for (const place of order.slice(start, end)) {
      ranks[place] = (start + 1 + end) / 2;
    }
  }
  return ranks;
}
