import type { OpenedSweep } from "../../protocol/openedSweep.ts";
import { packRows } from "../../sweep/rows/packedRows.ts";
import { partFacts, type RowTable } from "../../sweep/rows/partRows.ts";
import type { RunRow } from "../../sweep/rows/runRow.ts";

/** Where a row comes from, as far as its table does not say it. */
export type RowPlace = Pick<OpenedSweep["origins"][number], "part" | "path">;

/** The rows of a table as its page is sent them. `rows`: those that `partRows` makes of it; `places`: of each. */
export function openedRows(
  table: RowTable,
  rows: readonly RunRow[],
  places: readonly RowPlace[],
): Pick<OpenedSweep, "rows" | "analysis" | "origins"> {
  const facts = partFacts(table);
  return {
    rows: packRows(
      rows,
      table.origins.map(({ spark = "" }) => spark),
    ),
    analysis: packRows(rows.map((row, at) => ({ ...row, cells: facts[at]?.cells ?? {} }))),
    origins: facts.map(({ facts: own }, at) => ({ ...(places[at] ?? { part: 0, path: own.log }), facts: own })),
  };
}
