import type { PairCluster } from "../../numerics/association/withinCorrelation.ts";
import { mean } from "../../numerics/stats/mean.ts";
import { grouped } from "../table/design.ts";
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

/** The pairs of each configuration, in order of first appearance. */
export function byConfiguration(
  pairs: readonly UsedPair[],
  configurationOf: (row: SweepRow) => string,
): ReadonlyMap<string, readonly UsedPair[]> {
  return grouped(pairs, ({ row }) => configurationOf(row));
}

/** The means of both numbers over each group. */
export function meansOf(groups: ReadonlyMap<string, readonly UsedPair[]>): PairCluster {
  return columnsOf(
    [...groups.values()].map((pairs) => {
      const { x, y } = columnsOf(pairs);
      return { x: mean(x), y: mean(y) };
    }),
  );
}

/** Whether a number is there and finite. */
export function isNumber(value: number | null | undefined): value is number {
  return typeof value === "number" && Number.isFinite(value);
}
