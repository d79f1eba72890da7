import { at } from "../at.ts";
import { normalTwoSidedP } from "../stats/normal.ts";

/** Kendall's tau-b and its two-sided p-value. */
export interface KendallTau {
  readonly tau: number;
  readonly p: number;
}

/** Up to so many pairs without ties the exact distribution is used. */
const mostForExact = 33;

/**
 * Kendall's tau-b, which allows for ties. The p-value is exact for up to 33 pairs without ties (Kendall 1970, "Rank
 * Correlation Methods", 5), else by the normal approximation with its corrections for ties. Null for fewer than two
 * pairs and where one of the two does not vary. Pairs are counted by a merge sort in O(n log n): Knight 1966, "A
 * computer method for calculating Kendall's tau with ungrouped data".
 */
export function kendallTau(x: Float64Array, y: Float64Array): KendallTau | null {
  const n = x.length;
  const pairs = (n * (n - 1)) / 2;
  const xTies = tieSums(x);
  const yTies = tieSums(y);
  const { discordant, tiedInBoth } = countedPairs(x, y);
  const concordant = pairs - xTies.pairs - yTies.pairs + tiedInBoth - discordant;
  const scale = Math.sqrt((pairs - xTies.pairs) * (pairs - yTies.pairs));
  if (!(scale > 0)) {
    return null;
  }
  const tied = xTies.pairs > 0 || yTies.pairs > 0;
  const least = Math.min(concordant, discordant);
  const difference = concordant - discordant;
  const p = !tied && (n <= mostForExact || least <= 1) ? exactP(n, least) : normalP({ n, difference, xTies, yTies });
  return { tau: Math.max(-1, Math.min(1, difference / scale)), p };
}

/** Pairs that x and y put in opposite orders, and those that are equal in both. */
function countedPairs(x: Float64Array, y: Float64Array): { readonly discordant: number; readonly tiedInBoth: number } {
  const order = Uint32Array.from(x, (_, i) => i).sort((i, j) => at(x, i) - at(x, j) || at(y, i) - at(y, j));
  let [tiedInBoth, same] = [0, 0];
  order.forEach((i, place) => {
    const before = place === 0 ? -1 : (order[place - 1] ?? -1);
    same = before >= 0 && at(x, before) === at(x, i) && at(y, before) === at(y, i) ? same + 1 : 0;
    tiedInBoth += same;
  });
  return { discordant: inversions(Float64Array.from(order, (i) => at(y, i))), tiedInBoth };
}

/** Pairs of places whose values go down; sorts the values. */
function inversions(values: Float64Array): number {
  const spare = new Float64Array(values.length);
  let count = 0;
  for (let width = 1; width < values.length; width *= 2) {
    for (let start = 0; start < values.length; start += 2 * width) {
      const [middle, end] = [start + width, start + 2 * width].map((place) => Math.min(place, values.length));
      count += merged(values, spare, { start, middle: middle ?? 0, end: end ?? 0 });
    }
    values.set(spare);
  }
  return count;
}

/** Merges two sorted neighbors into `spare`; returns how many pairs of them were in the wrong order. */
function merged(
  values: Float64Array,
  spare: Float64Array,
  { start, middle, end }: { readonly start: number; readonly middle: number; readonly end: number },
): number {
  let [left, right, count] = [start, middle, 0];
  for (let place = start; place < end; place += 1) {
    const takesLeft = left < middle && (right >= end || at(values, left) <= at(values, right));
    count += takesLeft ? 0 : middle - left;
    spare[place] = at(values, takesLeft ? left++ : right++);
  }
  return count;
}

interface TieSums {
  /** Sum over groups of equal values of t (t - 1) / 2. */
  readonly pairs: number;
  /** Sums of t (t - 1) (t - 2) and of t (t - 1) (2 t + 5). */
  readonly triples: number;
  readonly variance: number;
}

function tieSums(values: Float64Array): TieSums {
  const counts = new Map<number, number>();
  values.forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
  let [pairs, triples, variance] = [0, 0, 0];
  for (const t of counts.values()) {
    pairs += (t * (t - 1)) / 2;
    triples += t * (t - 1) * (t - 2);
    variance += t * (t - 1) * (2 * t + 5);
  }
  return { pairs, triples, variance };
}

/** Twice the share of orders of n things with at most so many inversions. */
function exactP(n: number, inversions: number): number {
  let shares = Float64Array.of(1);
  for (let size = 2; size <= n; size += 1) {
    const next = new Float64Array(Math.min(inversions, (size * (size - 1)) / 2) + 1);
    for (let count = 0; count < next.length; count += 1) {
      for (let moved = 0; moved < size && moved <= count; moved += 1) {
        next[count] = at(next, count) + (shares[count - moved] ?? 0) / size;
      }
    }
    shares = next;
  }
  return Math.min(1, 2 * shares.reduce((sum, share) => sum + share, 0));
}

interface NormalCase {
  readonly n: number;
  readonly difference: number;
  readonly xTies: TieSums;
  readonly yTies: TieSums;
}

function normalP({ n, difference, xTies, yTies }: NormalCase): number {
  const m = n * (n - 1);
  const variance =
    (m * (2 * n + 5) - xTies.variance - yTies.variance) / 18 +
    (2 * xTies.pairs * yTies.pairs) / m +
    (xTies.triples * yTies.triples) / (9 * m * (n - 2));
  return normalTwoSidedP(difference / Math.sqrt(variance));
}
