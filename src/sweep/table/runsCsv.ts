import Papa from "papaparse";
import type { SettingValue } from "./sweepRow.ts";
import type { SweepRun } from "./sweepRun.ts";
import { tableColumns } from "./tableColumns.ts";

/**
 * The table of some runs as CSV: a row a run, an absent value an empty cell, numbers with all of their digits, so that
 * reading it gives the same statistics.
 */
export function runsCsv(runs: readonly SweepRun[]): string {
  return columnsCsv(tableColumns(runs).map(({ name, cell }) => ({ name, cells: runs.map(cell) })));
}

/** Columns of the same length as CSV, their names first; null is an absent value. */
export function columnsCsv(
  columns: readonly { readonly name: string; readonly cells: readonly (SettingValue | null)[] }[],
): string {
  const rows = columns[0]?.cells.map((_, row) => columns.map(({ cells }) => String(cells[row] ?? ""))) ?? [];
  return `${Papa.unparse([columns.map(({ name }) => name), ...rows], { newline: "\n" })}\n`;
}
