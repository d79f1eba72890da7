import { at } from "../at.ts";

/** Part of a pivot's own size below which it is rounding: the columns depend on each other. */
const singular = 1e-13;

/**
 * What is left of the last diagonal element of a symmetric positive matrix once all others are eliminated: the residual
 * sum of squares where the matrix holds sums of products. Works in place; Infinity where a pivot vanishes.
 */
export function schurComplement(matrix: Float64Array, size: number): number {
  const last = size - 1;
  for (let j = 0; j < last; j++) {
    const own = at(matrix, j * size + j);
    let pivot = own;
    for (let k = 0; k < j; k++) {
      pivot -= at(matrix, k * size + j) ** 2;
    }
    if (!(pivot > singular * own)) {
      return Infinity;
    }
    const root = Math.sqrt(pivot);
    for (let i = j + 1; i < size; i++) {
      let value = at(matrix, j * size + i);
      for (let k = 0; k < j; k++) {
        value -= at(matrix, k * size + j) * at(matrix, k * size + i);
      }
      matrix[j * size + i] = value / root;
    }
  }
  let rest = at(matrix, last * size + last);
  for (let k = 0; k < last; k++) {
    rest -= at(matrix, k * size + last) ** 2;
  }
  return Math.max(0, rest);
}
