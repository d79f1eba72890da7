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
 * pairs and where one of the two does not vary. Compares all pairs of pairs: for a few thousand at most.
 */
export function kendallTau(x: Float64Array, y: Float64Array): KendallTau | null {
  const n = x.length;
  let [concordant, discordant] = [0, 0];
  for (let i = 1; i < n; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const order = Math.sign(at(x, i) - at(x, j)) * Math.sign(at(y, i) - at(y, j));
      concordant += order > 0 ? 1 : 0;
      discordant += order < 0 ? 1 : 0;
    }
  }
  const pairs = (n * (n - 1)) / 2;
  const xTies = tieSums(x);
  const yTies = tieSums(y);
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
