import type { PairCluster } from "../../numerics/association/withinCorrelation.ts";
import { mean } from "../../numerics/stats/mean.ts";
import { grouped, type SweepDesign } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";

/** A number of a run; null where it has none. */
export type Reading = (row: SweepRow) => number | null;

/** A run that a statistic uses, with the two numbers that it reads. */
export interface UsedPair {
  readonly row: SweepRow;
  readonly x: number;
  readonly y: number;
}

/** The runs that have not diverged and have both numbers, finite. */
export function usedPairs(rows: readonly SweepRow[], x: Reading, y: Reading): readonly UsedPair[] {
  return rows.flatMap((row) => {
    const [one, other] = row.diverged ? [null, null] : [x(row), y(row)];
    return isNumber(one) && isNumber(other) ? [{ row, x: one, y: other }] : [];
  });
}

/** Both columns of the pairs. */
export function columnsOf(pairs: readonly { readonly x: number; readonly y: number }[]): PairCluster {
  return { x: Float64Array.from(pairs, ({ x }) => x), y: Float64Array.from(pairs, ({ y }) => y) };
}

/** Things of runs by configuration, in order of first appearance. */
export function byConfiguration<T extends { readonly row: SweepRow }>(
  things: readonly T[],
  { nameOf }: SweepDesign,
): ReadonlyMap<string, readonly T[]> {
  return grouped(things, ({ row }) => nameOf(row));
}

/** The means of both numbers over each group. */
export function meansOf(groups: ReadonlyMap<string, readonly UsedPair[]>): PairCluster {
  const [x, y] = [new Float64Array(groups.size), new Float64Array(groups.size)];
  let place = 0;
  for (const pairs of groups.values()) {
    x[place] = meanOf(pairs, (pair) => pair.x);
    y[place] = meanOf(pairs, (pair) => pair.y);
    place += 1;
  }
  return { x, y };
}

/** The mean of one number over things that are at least one. */
export function meanOf<T>(things: readonly T[], read: (thing: T) => number): number {
  const [only] = things;
  // Most sweeps of thousands of runs have no seeds, and an array for each number would be most of the work.
  return things.length === 1 && only !== undefined ? read(only) : mean(Float64Array.from(things, read));
}

/** Whether a number is there and finite. */
export function isNumber(value: number | null | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
