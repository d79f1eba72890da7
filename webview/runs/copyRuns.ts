import Papa from "papaparse";
import { cellText } from "../../src/sweep/view/cellText.ts";
import { pandasText, plainTable } from "../../src/sweep/view/copyTable.ts";
import type { ColumnInfo, RunRow } from "../../src/sweep/rows/runRow.ts";
import { literally, markdownTable } from "../ui/markdown.ts";

export type CopyFormat = "csv" | "markdown" | "pandas";

/** The runs as text for another program. */
export function copyText(format: CopyFormat, rows: readonly RunRow[], columns: readonly ColumnInfo[]): string {
  const table = plainTable(rows, columns);
  switch (format) {
    case "csv":
      // A text that a spreadsheet would take for a formula is kept from being one.
      return Papa.unparse(
        { fields: [...table.names], data: table.rows.map((row) => [...row]) },
        { newline: "\n", escapeFormulae: true },
      );
    case "markdown":
      return markdownTable(
        table.names.map((name, i) => ({ title: literally(name), isNumber: isNumber(table.rows.map((row) => row[i])) })),
        table.rows.map((row) => row.map((cell) => literally(cellText(cell, null)))),
      );
    case "pandas":
      return pandasText(table);
  }
}

function isNumber(cells: readonly unknown[]): boolean {
  return cells.every((cell) => typeof cell === "number" || cell === null);
}
