import type { ColumnInfo } from "../rows/runRow.ts";
import type { SortKey } from "./tableView.ts";

/** A click on the title of a column; `add`: ties of what sorts already are sorted by this one. */
interface SortClick {
  readonly id: string;
  readonly better: ColumnInfo["better"];
  readonly add: boolean;
}

/** What sorts after a click: the better end first, at the next the other way round, at a third no longer. */
export function afterSortClick(sort: readonly SortKey[], { id, better, add }: SortClick): readonly SortKey[] {
  const first = better === "high";
  const now = sort.find(({ column }) => column === id);
  if (now !== undefined && now.descending !== first) {
    return add ? sort.filter(({ column }) => column !== id) : [];
  }
  return withSort(sort, { column: id, descending: now === undefined ? first : !first }, add);
}

/** What sorts with a key: alone, or after those that are there, in the place of one of the same column. */
export function withSort(sort: readonly SortKey[], key: SortKey, add: boolean): readonly SortKey[] {
  const isThere = sort.some(({ column }) => column === key.column);
  return !add ? [key] : isThere ? sort.map((one) => (one.column === key.column ? key : one)) : [...sort, key];
}
