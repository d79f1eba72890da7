/** The value at an index that is known to be inside; NaN outside, so that a slip shows instead of passing as a number. */
export function at(values: Float64Array, index: number): number {
  return values[index] ?? NaN;
}
