import type { Straightness } from "../statistics/straightness.ts";
import { isNumber } from "../statistics/used.ts";
import type { SweepRow } from "../table/sweepRow.ts";

/** A bar of the histogram of R\u00b2. */
export interface StraightnessBin {
  /** Its edges; a value on an edge belongs to the bin above it. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** The runs that it counts. */
  readonly rows: readonly SweepRow[];
}

/** The bars of a histogram, the first of them all runs that are lower than its axis begins. */
export function binsOf(
  { edges, below, histogram }: Straightness,
  rows: readonly SweepRow[],
): { readonly lower: StraightnessBin; readonly bins: readonly StraightnessBin[] } {
  const known = rows.filter(({ diverged, measures: { r2 } }) => !diverged && isNumber(r2));
  const within = (low: number, high: number): readonly SweepRow[] =>
    known.filter(({ measures: { r2 } }) => (r2 ?? NaN) >= low && (r2 ?? NaN) < high);
  const [first = 0.9, second = 1] = edges;
  const last = histogram.length - 1;
  return {
    lower: { low: first - (second - first), high: first, count: below, rows: within(-Infinity, first) },
    bins: histogram.map((count, i) => {
      const [low, high] = [edges[i] ?? 0, edges[i + 1] ?? 1];
      return { low, high, count, rows: within(low, i === last ? Infinity : high) };
    }),
  };
}
