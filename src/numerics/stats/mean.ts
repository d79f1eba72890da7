import { at } from "../at.ts";

/** Mean of `from`..`to` in two passes, so that a large common offset costs no digits. */
export function mean(values: Float64Array, from = 0, to = values.length): number {
  let sum = 0;
  for (let i = from; i < to; i++) {
    sum += at(values, i);
  }
  const first = sum / (to - from);
  let rest = 0;
  for (let i = from; i < to; i++) {
    rest += at(values, i) - first;
  }
  return first + rest / (to - from);
}
