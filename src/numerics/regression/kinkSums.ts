import { at } from "../at.ts";

/** By number of points on the left: means of the coordinate on each side, and inverses of its sums of squares. */
export interface Sides {
  readonly leftU: Float64Array;
  readonly inverseUU: Float64Array;
  readonly rightV: Float64Array;
  readonly inverseVV: Float64Array;
}

/** The sums of one side or the other that depend on t alone. */
export function measureSides(u: Float64Array, v: Float64Array): Sides {
  const n = u.length;
  const [sumU, sumUU, sumV, sumVV] = [runningSum(u), runningSum(squares(u)), runningSum(v), runningSum(squares(v))];
  const sides = {
    leftU: new Float64Array(n + 1),
    inverseUU: new Float64Array(n + 1),
    rightV: new Float64Array(n + 1),
    inverseVV: new Float64Array(n + 1),
  };
  for (let left = 0; left <= n; left++) {
    const right = n - left;
    const rightSum = at(sumV, n) - at(sumV, left);
    sides.leftU[left] = at(sumU, left) / left;
    sides.rightV[left] = rightSum / right;
    sides.inverseUU[left] = inverse(at(sumUU, left) - (at(sumU, left) * at(sumU, left)) / left);
    sides.inverseVV[left] = inverse(at(sumVV, n) - at(sumVV, left) - (rightSum * rightSum) / right);
  }
  return sides;
}

/** By the point that the breakpoint is pinned to: the inverse of the centered normal matrix. */
export interface Pins {
  readonly i11: Float64Array;
  readonly i12: Float64Array;
  readonly i22: Float64Array;
}

/** The normal equations of a pinned breakpoint, which depend on t alone. */
export function measurePins(u: Float64Array, v: Float64Array): Pins {
  const n = u.length;
  const [sumU, sumUU, sumV, sumVV] = [runningSum(u), runningSum(squares(u)), runningSum(v), runningSum(squares(v))];
  const pins = { i11: new Float64Array(n), i12: new Float64Array(n), i22: new Float64Array(n) };
  for (let k = 0; k < n; k++) {
    const right = n - k - 1;
    const [uTau, vTau] = [at(u, k), at(v, k)];
    const rightV = at(sumV, n) - at(sumV, k + 1);
    const s1 = at(sumU, k + 1) + right * uTau;
    const s2 = rightV - right * vTau;
    const c11 = at(sumUU, k + 1) + right * uTau * uTau - (s1 * s1) / n;
    const c22 = at(sumVV, n) - at(sumVV, k + 1) - 2 * vTau * rightV + right * vTau * vTau - (s2 * s2) / n;
    const c12 = uTau * s2 - (s1 * s2) / n;
    const determinant = inverse(c11 * c22 - c12 * c12);
    pins.i11[k] = c22 * determinant;
    pins.i12[k] = -c12 * determinant;
    pins.i22[k] = c11 * determinant;
  }
  return pins;
}

/** NaN where there is no inverse, so that no residual sum made of it can be the least. */
function inverse(value: number): number {
  return value > 0 ? 1 / value : NaN;
}

function squares(values: Float64Array): Float64Array {
  return values.map((value) => value * value);
}

function runningSum(values: Float64Array): Float64Array {
  const sums = new Float64Array(values.length + 1);
  for (let i = 0; i < values.length; i++) {
    sums[i + 1] = at(sums, i) + at(values, i);
  }
  return sums;
}
