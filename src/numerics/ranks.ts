import { at } from "./at.ts";

/** Ranks from 1, equal values sharing the mean of their ranks. */
export function ranks(values: Float64Array): Float64Array {
  const n = values.length;
  const order = Uint32Array.from(values, (_, i) => i).sort((one, other) => at(values, one) - at(values, other));
  const result = new Float64Array(n);
  for (let start = 0; start < n;) {
    let end = start + 1;
    while (end < n && at(values, order[end] ?? 0) === at(values, order[start] ?? 0)) {
      end += 1;
    }
    for (let i = start; i < end; i++) {
      result[order[i] ?? 0] = (start + 1 + end) / 2;
    }
    start = end;
  }
  return result;
}
