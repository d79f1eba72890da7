import { at } from "../at.ts";
import type { Interval } from "../stats/interval.ts";
import { mean } from "../stats/mean.ts";
import { studentTwoSidedP } from "../stats/student.ts";
import { averageRanks } from "./ranks.ts";

/** A correlation of n pairs with its two-sided p-value and 95 % interval. */
export interface Correlation {
  readonly n: number;
  readonly r: number;
  readonly p: number;
  readonly interval: Interval;
}

/** A correlation of ranks. */
export interface RankCorrelation {
  readonly n: number;
  readonly rho: number;
  readonly p: number;
  readonly interval: Interval;
}

/** The 97.5 % point of the normal distribution. */
const z95 = 1.959963984540054;
/** Fewer pairs leave Fisher's interval no degree of freedom. */
const fewestPairs = 4;

/** Product moment correlation; NaN where one of the two does not vary. Arrays of the same length. */
export function productMoment(x: Float64Array, y: Float64Array): number {
  const xMean = mean(x);
  const yMean = mean(y);
  let [sxx, syy, sxy] = [0, 0, 0];
  for (let i = 0; i < x.length; i += 1) {
    const dx = at(x, i) - xMean;
    const dy = at(y, i) - yMean;
    sxx += dx * dx;
    syy += dy * dy;
    sxy += dx * dy;
  }
  return sxx > 0 && syy > 0 ? Math.max(-1, Math.min(1, sxy / Math.sqrt(sxx * syy))) : NaN;
}

/**
 * Pearson's correlation, Student's p with n - 2 degrees of freedom and Fisher's interval (Fisher 1921). Null for fewer
 * than four pairs and where one of the two does not vary.
 */
export function pearson(x: Float64Array, y: Float64Array): Correlation | null {
  const n = x.length;
  const r = productMoment(x, y);
  return n < fewestPairs || Number.isNaN(r)
    ? null
    : { n, r, p: correlationP(r, n - 2), interval: fisherInterval(r, 1 / (n - 3)) };
}

/**
 * Spearman's correlation: Pearson's of average ranks, with the same p and the interval of Bonett & Wright 2000, whose
 * variance is (1 + rho^2 / 2) / (n - 3). Null as for `pearson`. Both approximations fail for the same order of both: there p
 * is the share of orders that are as extreme, and the interval that of two neighbors swapped, up to the end of the scale.
 */
export function spearman(x: Float64Array, y: Float64Array): RankCorrelation | null {
  const n = x.length;
  const ranks = averageRanks(x);
  const rho = productMoment(ranks, averageRanks(y));
  if (n < fewestPairs || Number.isNaN(rho)) {
    return null;
  }
  const interval = (of: number): Interval => fisherInterval(of, (1 + (of * of) / 2) / (n - 3));
  if (Math.abs(rho) < 1) {
    return { n, rho, p: correlationP(rho, n - 2), interval: interval(rho) };
  }
  const [low] = interval(1 - 12 / (n * (n * n - 1)));
  return { n, rho, p: sameOrderP(ranks), interval: rho > 0 ? [low, 1] : [-1, -low] };
}

/** How likely chance gives one of the two orders that agree wholly with these ranks: 2 / n!, more where ranks are tied. */
function sameOrderP(ranks: Float64Array): number {
  const tied = new Map<number, number>();
  let p = 2;
  ranks.forEach((rank, i) => {
    const count = (tied.get(rank) ?? 0) + 1;
    tied.set(rank, count);
    p *= count / (i + 1);
  });
  return Math.min(1, p);
}

/** Two-sided p of a correlation by Student's t with so many degrees of freedom. */
export function correlationP(r: number, freedom: number): number {
  return Math.abs(r) === 1 ? 0 : studentTwoSidedP(r * Math.sqrt(freedom / (1 - r * r)), freedom);
}

/** 95 % interval on Fisher's scale, where the estimate has this variance. */
export function fisherInterval(r: number, variance: number): Interval {
  const reach = z95 * Math.sqrt(variance);
  return [Math.tanh(Math.atanh(r) - reach), Math.tanh(Math.atanh(r) + reach)];
}
