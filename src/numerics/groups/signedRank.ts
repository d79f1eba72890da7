import { at } from "../at.ts";
import { averageRanks } from "../association/ranks.ts";
import type { Interval } from "../stats/interval.ts";
import { normalTwoSidedP } from "../stats/normal.ts";

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
  const sorted = differences.toSorted();
  const count = (n * (n + 1)) / 2;
  const walsh = (place: number): number => walshAt(sorted, place);
  const rank = Math.floor((n * (n + 1)) / 4 - z95 * Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24));
  const interval: Interval | null = rank < 1 ? null : [walsh(rank), walsh(count - 1 - rank)];
  const estimate = (walsh(Math.floor((count - 1) / 2)) + walsh(Math.floor(count / 2))) / 2;
  return { estimate, interval, rank };
}

/**
 * The Walsh average of sorted values at a place (from 0) of their order, without storing the n (n + 1) / 2 of them: the
 * doubles are bisected by how many averages are no larger. An average is computed as it would be stored, so that the
 * result is one of them to the last bit.
 */
function walshAt(sorted: Float64Array, place: number): number {
  let [low, high] = [orderOf(at(sorted, 0)), orderOf(at(sorted, sorted.length - 1))];
  while (low < high) {
    const middle = low + (high - low) / 2n;
    if (noLarger(sorted, valueOf(middle)) > place) {
      high = middle;
    } else {
      low = middle + 1n;
    }
  }
  return valueOf(low);
}

/** How many Walsh averages are at most a value: as the first of a pair grows, its largest partner falls. */
function noLarger(sorted: Float64Array, value: number): number {
  let [count, partner] = [0, sorted.length - 1];
  for (let i = 0; i < sorted.length; i += 1) {
    while (partner >= i && (at(sorted, i) + at(sorted, partner)) / 2 > value) {
      partner -= 1;
    }
    if (partner < i) {
      break;
    }
    count += partner - i + 1;
  }
  return count;
}

const bits = new DataView(new ArrayBuffer(8));

/** The place of a double among all doubles. */
function orderOf(value: number): bigint {
  bits.setFloat64(0, value);
  const own = bits.getBigInt64(0);
  return own < 0n ? -(own & 0x7fffffffffffffffn) : own;
}

function valueOf(order: bigint): number {
  bits.setBigInt64(0, order < 0n ? -order : order);
  return order < 0n ? -bits.getFloat64(0) : bits.getFloat64(0);
}
