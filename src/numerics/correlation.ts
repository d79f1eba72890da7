import { at } from "./at.ts";
import { mean } from "./ols.ts";
import { ranks } from "./ranks.ts";
import { studentTwoSidedP } from "./student.ts";

export interface Correlation {
  readonly r: number;
  /** Two-sided p-value of no correlation; null where so few points cannot give one. */
  readonly p: number | null;
  /** 95 % interval by Fisher's z; [-1, 1] where so few points cannot tell. */
  readonly interval: readonly [low: number, high: number];
}

/** 97.5 % point of the standard normal. */
const Z_95 = 1.959963984540054;

/**
 * Pearson's correlation, its exact p-value for normal values and its interval by Fisher's z transform. Null for fewer
 * than two points or where one side does not vary.
 * Fisher 1921, "On the probable error of a coefficient of correlation".
 */
export function pearson(x: Float64Array, y: Float64Array): Correlation | null {
  const n = x.length;
  const r = productMoment(x, y);
  if (r === null) {
    return null;
  }
  return { r, p: n === 2 ? 1 : pValue(r, n), interval: fisherInterval(r, n, 1) };
}

/**
 * Spearman's rank correlation (average ranks for ties) with the p-value of Student's t approximation; the interval is
 * Fisher's with the variance of Bonett & Wright 2000, "Sample size requirements for estimating Pearson, Kendall and
 * Spearman correlations". Null as for Pearson.
 */
export function spearman(x: Float64Array, y: Float64Array): Correlation | null {
  const n = x.length;
  const r = productMoment(ranks(x), ranks(y));
  if (r === null) {
    return null;
  }
  return { r, p: n === 2 ? null : pValue(r, n), interval: fisherInterval(r, n, 1 + (r * r) / 2) };
}

function productMoment(x: Float64Array, y: Float64Array): number | null {
  const n = x.length;
  if (n < 2) {
    return null;
  }
  const xMean = mean(x);
  const yMean = mean(y);
  let [sxx, syy, sxy] = [0, 0, 0];
  for (let i = 0; i < n; i++) {
    const dx = at(x, i) - xMean;
    const dy = at(y, i) - yMean;
    sxx += dx * dx;
    syy += dy * dy;
    sxy += dx * dy;
  }
  // Two roots, not the root of the product, which overflows or vanishes sooner.
  return sxx > 0 && syy > 0 ? Math.min(1, Math.max(-1, sxy / Math.sqrt(sxx) / Math.sqrt(syy))) : null;
}

function pValue(r: number, n: number): number {
  const rest = 1 - r * r;
  return rest > 0 ? studentTwoSidedP(r * Math.sqrt((n - 2) / rest), n - 2) : 0;
}

function fisherInterval(r: number, n: number, variance: number): readonly [low: number, high: number] {
  if (n <= 3) {
    return [-1, 1];
  }
  const reach = Z_95 * Math.sqrt(variance / (n - 3));
  return [Math.tanh(Math.atanh(r) - reach), Math.tanh(Math.atanh(r) + reach)];
}
