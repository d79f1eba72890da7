import { at } from "../at.ts";
import { averageRanks } from "../association/ranks.ts";
import type { Interval } from "../stats/interval.ts";
import { normalTwoSidedP } from "../stats/normal.ts";
import { median } from "../stats/quantile.ts";

/** Wilcoxon's test of differences about 0. */
export interface SignedRankTest {
  /** The smaller of the sums of positive and of negative ranks. */
  readonly statistic: number;
  readonly p: number;
}

/**
 * Wilcoxon's signed ranks: zeros dropped, ties corrected, normal approximation without continuity correction; null
 * where every difference is 0. Wilcoxon 1945, "Individual comparisons by ranking methods".
 */
export function signedRankTest(all: Float64Array): SignedRankTest | null {
  const differences = all.filter((value) => value !== 0);
  const n = differences.length;
  if (n === 0) {
    return null;
  }
  const ranks = averageRanks(differences.map(Math.abs));
  let [positive, negative] = [0, 0];
  differences.forEach((value, i) => {
    positive += value > 0 ? at(ranks, i) : 0;
    negative += value < 0 ? at(ranks, i) : 0;
  });
  const counts = new Map<number, number>();
  ranks.forEach((rank) => counts.set(rank, (counts.get(rank) ?? 0) + 1));
  const ties = [...counts.values()].reduce((sum, t) => sum + t ** 3 - t, 0);
  const statistic = Math.min(positive, negative);
  const variance = (n * (n + 1) * (2 * n + 1)) / 24 - ties / 48;
  return { statistic, p: normalTwoSidedP((statistic - (n * (n + 1)) / 4) / Math.sqrt(variance)) };
}

/** A median difference with the interval that belongs to the signed-rank test. */
export interface HodgesLehmann {
  readonly estimate: number;
  readonly interval: Interval | null;
  /** Walsh averages that are cut off at either end. */
  readonly rank: number;
}

const z95 = 1.959963984540054;

/**
 * Hodges & Lehmann 1963: the median of the Walsh averages of the differences, and the 95 % interval by the normal
 * approximation of the signed-rank statistic (null for too few); null for no difference.
 */
export function hodgesLehmann(differences: Float64Array): HodgesLehmann | null {
  const n = differences.length;
  if (n === 0) {
    return null;
  }
  const walsh = new Float64Array((n * (n + 1)) / 2);
  let place = 0;
  for (let i = 0; i < n; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      walsh[place] = (at(differences, i) + at(differences, j)) / 2;
      place += 1;
    }
  }
  walsh.sort();
  const rank = Math.floor((n * (n + 1)) / 4 - z95 * Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24));
  const interval: Interval | null = rank < 1 ? null : [at(walsh, rank), at(walsh, walsh.length - 1 - rank)];
  return { estimate: median(walsh), interval, rank };
}
