import type { RowColumns } from "./rowColumns.ts";
import type { SortKey } from "./tableView.ts";

/**
 * Places of rows in the order that is asked for, stable: rows that are alike keep the order that they had. The ranks of
 * columns and the places make one number a row, so that thousands are sorted without a call for each pair.
 */
export function sortRows(places: readonly number[], sort: readonly SortKey[], columns: RowColumns): readonly number[] {
  let sorted = places;
  for (const { column, descending } of [...sort].reverse()) {
    const ranks = columns.ranks(column);
    const count = sorted.length;
    const last = ranks.length;
    const keys = Float64Array.from(sorted, (place, i) => {
      const rank = ranks[place] ?? -1;
      return (rank < 0 ? last : descending ? last - 1 - rank : rank) * count + i;
    }).sort();
    const before = sorted;
    sorted = Array.from(keys, (key) => before[key % count] ?? 0);
  }
  return sorted;
}
