import type { TableLayout } from "../../src/sweep/view/layTable.ts";
import { automaticColor } from "../../src/sweep/view/curvesView.ts";
import { cellOf } from "../../src/sweep/rows/cells.ts";
import type { RunRow } from "../../src/sweep/rows/runRow.ts";
import type { TableView } from "../../src/sweep/view/tableView.ts";

/** So many lines are told apart by a color each. */
const fewLines = 8;
/** More values than these of a setting are more than a legend explains. */
const mostValues = 12;

/**
 * The column that colors the lines; empty for a color each. Unless a person chose one, groups have the color of what they
 * are grouped by, and many runs that of the first setting with a few values.
 */
export function colorColumn(
  rows: readonly RunRow[],
  { groupBy, curves }: TableView,
  { varying }: Pick<TableLayout, "varying">,
): string {
  if (curves.colorBy !== automaticColor) {
    return curves.colorBy;
  }
  const isGrouped = groupBy.length > 0 && curves.meansOfGroups;
  if (isGrouped || rows.length <= fewLines) {
    return isGrouped ? (groupBy[0] ?? "") : "";
  }
  // A value that only one run has names that run: it is no group to see.
  const most = Math.min(mostValues, rows.length / 2);
  const values = (id: string): number => new Set(rows.map((row) => cellOf(row, id))).size;
  return varying.find((id) => values(id) >= 2 && values(id) <= most) ?? "";
}
