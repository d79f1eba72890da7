import { incompleteBeta } from "./specialFunctions.ts";

/** P(|T| >= |t|) of Student's t with `freedom` degrees of freedom (any positive number). */
export function studentTwoSidedP(t: number, freedom: number): number {
  return incompleteBeta(freedom / (freedom + t * t), freedom / 2, 0.5);
}

/** Quantile of Student's t for 0.5 <= p < 1, by bisection on the distribution function. */
export function studentQuantile(p: number, freedom: number): number {
  const tail = 2 * (1 - p);
  let [low, high] = [0, 1];
  while (studentTwoSidedP(high, freedom) > tail && high < 1e15) {
    high *= 2;
  }
  for (let i = 0; i < 200 && high - low > 1e-14 * high; i++) {
    const middle = (low + high) / 2;
    if (studentTwoSidedP(middle, freedom) > tail) {
      low = middle;
    } else {
      high = middle;
    }
  }
  return (low + high) / 2;
}
