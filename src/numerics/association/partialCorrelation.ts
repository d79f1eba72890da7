import { at } from "../at.ts";
import { solveLinear } from "../regression/qr.ts";
import type { Interval } from "../stats/interval.ts";
import { correlationP, fisherInterval, productMoment } from "./correlation.ts";

/** A correlation of n pairs once the controls are fitted away. */
export interface PartialCorrelation {
  readonly n: number;
  readonly controls: number;
  readonly r: number;
  readonly df: number;
  readonly p: number;
  readonly interval: Interval;
}

/**
 * Correlation of what least squares on an intercept and the controls leaves of x and y: Student's p with n - 2 - k
 * degrees of freedom, Fisher's interval with n - k - 3. Null where the controls depend on one another or determine x or
 * y, and where too few pairs are left. All arrays of the same length. Fisher 1924.
 */
export function partialCorrelation(
  x: Float64Array,
  y: Float64Array,
  controls: readonly Float64Array[],
): PartialCorrelation | null {
  const n = x.length;
  const df = n - 2 - controls.length;
  if (df < 2) {
    return null;
  }
  const columns = controls.length + 1;
  const design = new Float64Array(n * columns);
  for (let row = 0; row < n; row += 1) {
    design[row * columns] = 1;
    controls.forEach((control, j) => {
      design[row * columns + j + 1] = at(control, row);
    });
  }
  const left = [x, y].map((values) => residualsOf(design, values, columns));
  const [xLeft, yLeft] = left;
  if (xLeft === null || yLeft === null || xLeft === undefined || yLeft === undefined) {
    return null;
  }
  const r = productMoment(xLeft, yLeft);
  return Number.isNaN(r)
    ? null
    : { n, controls: controls.length, r, df, p: correlationP(r, df), interval: fisherInterval(r, 1 / (df - 1)) };
}

/** Parts of y's spread below which what is left of it is rounding. */
const rounding = 1e-12;

function residualsOf(design: Float64Array, y: Float64Array, columns: number): Float64Array | null {
  const solution = solveLinear(design, y, columns);
  if (solution === null) {
    return null;
  }
  const residuals = y.map((value, row) =>
    solution.coefficients.reduce((rest, coefficient, j) => rest - coefficient * at(design, row * columns + j), value),
  );
  const size = (values: Float64Array): number => Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return size(residuals) > rounding * size(y) ? residuals : null;
}
