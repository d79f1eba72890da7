import { at } from "../../at.ts";

/**
 * Running sums of products of the whitened constant, of the coordinate `u` before a joint and of `v` after it, and of the
 * response. At index k: over points 0..k for what ends there, over points k + 1..n - 1 for what begins behind it.
 */
export interface JointSums {
  readonly headOne: Float64Array;
  readonly headU: Float64Array;
  readonly headUU: Float64Array;
  readonly headY: Float64Array;
  readonly headUY: Float64Array;
  readonly tailOne: Float64Array;
  readonly tailV: Float64Array;
  readonly tailVV: Float64Array;
  readonly tailY: Float64Array;
  readonly tailVY: Float64Array;
  readonly one: Float64Array;
  readonly y: Float64Array;
  readonly totalOne: number;
  readonly totalY: number;
  readonly totalYY: number;
}

/** The sums of a series' whitened columns (of equal length, about centered). */
export function jointSums(one: Float64Array, u: Float64Array, v: Float64Array, y: Float64Array): JointSums {
  const head = (a: Float64Array, b: Float64Array): Float64Array => {
    let sum = 0;
    return a.map((value, i) => (sum += value * at(b, i)));
  };
  const tail = (a: Float64Array, b: Float64Array): Float64Array => {
    const sums = new Float64Array(a.length);
    for (let i = a.length - 1, sum = 0; i > 0; i--) {
      sum += at(a, i) * at(b, i);
      sums[i - 1] = sum;
    }
    return sums;
  };
  const last = one.length - 1;
  const [headOne, headY, headYY] = [head(one, one), head(one, y), head(y, y)];
  return {
    ...{ headOne, headY, one, y },
    headU: head(one, u),
    headUU: head(u, u),
    headUY: head(u, y),
    tailOne: tail(one, one),
    tailV: tail(one, v),
    tailVV: tail(v, v),
    tailY: tail(one, y),
    tailVY: tail(v, y),
    totalOne: at(headOne, last),
    totalY: at(headY, last),
    totalYY: at(headYY, last),
  };
}
