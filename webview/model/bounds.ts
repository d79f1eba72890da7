type Sorted = Float64Array | Uint32Array | readonly number[];

/** First index of a rising part of an array whose value is at least `value`; `end` where there is none. */
export function lowerBound(values: Sorted, start: number, end: number, value: number): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Infinity) < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** The same for a value greater than `value`. */
export function upperBound(values: Sorted, start: number, end: number, value: number): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Infinity) <= value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
