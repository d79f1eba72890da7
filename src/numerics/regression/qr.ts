import { at } from "../at.ts";

/** Least squares of y on the columns of a matrix. */
export interface LinearSolution {
  readonly coefficients: Float64Array;
  /** (R'R)^-1 by rows: covariance of the coefficients for unit noise. */
  readonly covariance: Float64Array;
  readonly rss: number;
}

/**
 * Linear least squares by Householder reflections; rows in order, `columns` numbers a row. Null where the columns are
 * linearly dependent. Normal equations would square the condition number, which costs Longley's data all their digits.
 * Golub & Van Loan 2013, "Matrix Computations", 5.3.
 */
export function solveLinear(matrix: Float64Array, y: Float64Array, columns: number): LinearSolution | null {
  const first = solveOnce(matrix, y, columns);
  if (first === null) {
    return null;
  }
  // One step of refinement: what rounding left of the fit in the residuals is fitted again.
  const residuals = y.map((value, i) => value - rowProduct(matrix, first.coefficients, i));
  const correction = solveOnce(matrix, residuals, columns);
  const refined = first.coefficients.map((value, j) => value + at(correction?.coefficients ?? first.coefficients, j));
  return correction === null ? first : { ...first, coefficients: refined, rss: correction.rss };
}

function rowProduct(matrix: Float64Array, coefficients: Float64Array, row: number): number {
  const columns = coefficients.length;
  let sum = 0;
  for (let j = 0; j < columns; j++) {
    sum += at(matrix, row * columns + j) * at(coefficients, j);
  }
  return sum;
}

function solveOnce(matrix: Float64Array, y: Float64Array, columns: number): LinearSolution | null {
  const rows = y.length;
  if (rows < columns || columns === 0) {
    return null;
  }
  const a = matrix.slice();
  const b = y.slice();
  const diagonal = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    const norm = columnNorm(a, { columns, j, from: j });
    const before = columnNorm(matrix, { columns, j, from: 0 });
    if (!(norm > 1e-14 * before)) {
      return null;
    }
    reflect({ a, b, columns, rows, j, norm });
    diagonal[j] = at(a, j * columns + j) > 0 ? -norm : norm;
  }
  // The reflectors sit on and below the diagonal, so R's own diagonal is kept apart.
  const inverse = invertUpper(a, diagonal, columns);
  const coefficients = new Float64Array(columns);
  const covariance = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i++) {
    for (let k = i; k < columns; k++) {
      coefficients[i] = at(coefficients, i) + at(inverse, i * columns + k) * at(b, k);
    }
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = Math.max(i, j); k < columns; k++) {
        sum += at(inverse, i * columns + k) * at(inverse, j * columns + k);
      }
      covariance[i * columns + j] = sum;
    }
  }
  let rss = 0;
  for (let i = columns; i < rows; i++) {
    rss += at(b, i) ** 2;
  }
  return { coefficients, covariance, rss };
}

/** Euclidean norm of column j from a row down, scaled so that it neither overflows nor vanishes. */
function columnNorm(
  a: Float64Array,
  part: { readonly columns: number; readonly j: number; readonly from: number },
): number {
  const { columns, j, from } = part;
  const rows = a.length / columns;
  let largest = 0;
  for (let i = from; i < rows; i++) {
    largest = Math.max(largest, Math.abs(at(a, i * columns + j)));
  }
  if (largest === 0) {
    return 0;
  }
  let sum = 0;
  for (let i = from; i < rows; i++) {
    sum += (at(a, i * columns + j) / largest) ** 2;
  }
  return largest * Math.sqrt(sum);
}

interface Reflection {
  readonly a: Float64Array;
  readonly b: Float64Array;
  readonly columns: number;
  readonly rows: number;
  readonly j: number;
  readonly norm: number;
}

/** Replaces column j from the diagonal down by its reflector and applies it to the columns behind and to b. */
function reflect({ a, b, columns, rows, j, norm }: Reflection): void {
  const pivot = at(a, j * columns + j);
  const sign = pivot > 0 ? 1 : -1;
  a[j * columns + j] = pivot + sign * norm;
  const half = norm * (norm + Math.abs(pivot));
  for (let k = j + 1; k <= columns; k++) {
    let dot = 0;
    for (let i = j; i < rows; i++) {
      dot += at(a, i * columns + j) * (k < columns ? at(a, i * columns + k) : at(b, i));
    }
    const factor = dot / half;
    for (let i = j; i < rows; i++) {
      const change = factor * at(a, i * columns + j);
      if (k < columns) {
        a[i * columns + k] = at(a, i * columns + k) - change;
      } else {
        b[i] = at(b, i) - change;
      }
    }
  }
}

function invertUpper(a: Float64Array, diagonal: Float64Array, columns: number): Float64Array {
  const inverse = new Float64Array(columns * columns);
  for (let j = 0; j < columns; j++) {
    inverse[j * columns + j] = 1 / at(diagonal, j);
    for (let i = j - 1; i >= 0; i--) {
      let sum = 0;
      for (let k = i + 1; k <= j; k++) {
        sum += at(a, i * columns + k) * at(inverse, k * columns + j);
      }
      inverse[i * columns + j] = -sum / at(diagonal, i);
    }
  }
  return inverse;
}
