/** Index of the first of the numbers up to `end` that is not less than `value`, or `end`; they must not decrease. */
export function lowerBound(sorted: Uint32Array | Float64Array, value: number, end = sorted.length): number {
  let low = 0;
  let high = end;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] ?? value) < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
