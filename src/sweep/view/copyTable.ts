import type { Cell } from "../filter/expression.ts";
import { metricPrefix, settingPrefix } from "../table/columnIds.ts";
import { cellOf } from "../rows/cells.ts";
import type { ColumnInfo, RunRow } from "../rows/runRow.ts";

/** A table of cells with names, for copies. */
export interface PlainTable {
  readonly names: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** The runs and columns that are shown, every number in full and intervals in columns of their own. */
export function plainTable(rows: readonly RunRow[], columns: readonly ColumnInfo[]): PlainTable {
  const ids = columns.filter(({ kind }) => kind !== "curve").flatMap(({ id }) => [id, ...boundsIn(rows, id)]);
  const wanted = [...new Set(ids)];
  return {
    names: wanted.map((id) => (id.startsWith(metricPrefix) ? id.slice(metricPrefix.length) : id)),
    rows: rows.map((row) => wanted.map((id) => cellOf(row, id))),
  };
}

function boundsIn(rows: readonly RunRow[], id: string): readonly string[] {
  return id.startsWith(settingPrefix)
    ? []
    : [`${id}_epoch`, `${id}_low`, `${id}_high`].filter((part) => rows.some((row) => cellOf(row, part) !== null));
}

/** Python that makes a DataFrame of the table; names and values are Python literals. */
export function pandasText({ names, rows }: PlainTable): string {
  const columns = names.map(
    (name, i) => `    ${literal(name)}: [${rows.map((row) => literal(row[i] ?? null)).join(", ")}],`,
  );
  return ["import pandas as pd", "", "runs = pd.DataFrame({", ...columns, "})", ""].join("\n");
}

/** A value as Python writes it. A JSON string is a Python string too. */
function literal(value: Cell): string {
  switch (typeof value) {
    case "number":
      return Number.isFinite(value)
        ? String(value)
        : `float("${Number.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf"}")`;
    case "boolean":
      return value ? "True" : "False";
    case "string":
      return JSON.stringify(value);
    default:
      return "None";
  }
}
