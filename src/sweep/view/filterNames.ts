import type { ColumnInfo } from "../rows/runRow.ts";
import { columnName, settingPrefix } from "../table/columnIds.ts";

/** The names that a filter may use: columns by their ids, and settings by their keys where no column is called so. */
export function filterNames(columns: readonly ColumnInfo[]): readonly string[] {
  const ids = columns.filter(({ kind }) => kind !== "curve").map(({ id }) => id);
  return [...new Set([...ids.filter((id) => id.startsWith(settingPrefix)).map(columnName), ...ids])];
}
