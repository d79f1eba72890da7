import Papa from "papaparse";
import { runColumns, settingColumns } from "./runColumns.ts";
import type { SweepRun } from "./sweepRun.ts";

/**
 * The table of some runs as CSV: a row a run, an absent value an empty cell, numbers with all of their digits, so that
 * reading it gives the same statistics.
 */
export function runsCsv(runs: readonly SweepRun[]): string {
  const columns = runColumns(settingColumns(runs));
  const rows = runs.map((run) => columns.map(({ cell }) => String(cell(run) ?? "")));
  return `${Papa.unparse([columns.map(({ name }) => name), ...rows], { newline: "\n" })}\n`;
}
