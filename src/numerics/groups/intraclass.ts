import { mean } from "../stats/mean.ts";

/** How alike the values of a cluster are, and by how much that widens the variance of a mean. */
export interface Intraclass {
  readonly icc: number;
  /** 1 + (m - 1) ICC with m = sum m_g^2 / N (Kish 1965, "Survey Sampling"). */
  readonly deff: number;
  readonly clusters: number;
  readonly n: number;
}

/**
 * Intraclass correlation ICC(1) from a one-way analysis of variance, with n0 for clusters of unequal size, not below 0
 * (Donner 1986). Null with fewer than two clusters, or where every cluster has one value, or where nothing varies.
 */
export function intraclass(all: readonly Float64Array[]): Intraclass | null {
  const clusters = all.filter((values) => values.length > 0);
  const n = clusters.reduce((sum, { length }) => sum + length, 0);
  const g = clusters.length;
  if (g < 2 || n === g) {
    return null;
  }
  const total = clusters.reduce((sum, values) => sum + mean(values) * values.length, 0) / n;
  const squares = clusters.reduce((sum, { length }) => sum + length * length, 0);
  const between = clusters.reduce((sum, values) => sum + values.length * (mean(values) - total) ** 2, 0) / (g - 1);
  const within =
    clusters.reduce((sum, values) => {
      const center = mean(values);
      return sum + values.reduce((inner, value) => inner + (value - center) ** 2, 0);
    }, 0) /
    (n - g);
  const n0 = (n - squares / n) / (g - 1);
  const spread = between + (n0 - 1) * within;
  if (!(spread > 0)) {
    return null;
  }
  const icc = Math.max(0, (between - within) / spread);
  return { icc, deff: 1 + (squares / n - 1) * icc, clusters: g, n };
}
