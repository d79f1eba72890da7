import { dirname, resolve } from "node:path";
import { t } from "../../l10n.ts";
import { LogError } from "../../log/files/logError.ts";
import type { OpenedSweep } from "../../protocol/openedSweep.ts";
import { stateNameOf } from "../../run/runState.ts";
import { readTableFile } from "../../run/tableFile.ts";
import { parseCsvTable, RunsTableError } from "../../sweep/table/csvTable.ts";
import { missingSentences, runsTableOf } from "../../sweep/table/readTable.ts";
import { csvRows } from "../../sweep/rows/csvRows.ts";
import { partRows } from "../../sweep/rows/partRows.ts";
import { openedRows } from "./openedRows.ts";

/** A table is read on the thread that follows all runs: a larger one is for the command line. */
const mostBytes = 64 * 1024 * 1024;

/**
 * A table of runs as its page shows it: a CSV with the columns of `runs.csv`, of which `run` is enough. Logs are looked for
 * from its folder.
 * @throws {LogError} where it cannot be read, or is no table of runs.
 */
export async function openTable(path: string): Promise<OpenedSweep> {
  const text = await readTableFile(path, mostBytes);
  try {
    const csv = parseCsvTable(text);
    const table = csvRows(csv);
    if (table.origins.length === 0) {
      throw new RunsTableError(t("The table has no rows."));
    }
    const rows = partRows(table, stateNameOf);
    const folder = dirname(path);
    const places = table.origins.map(({ label }, row) => ({ part: 0, path: resolve(folder, logOf(label, row)) }));
    return { ...openedRows(table, rows, places), missing: missingSentences(runsTableOf(csv)), hasCurves: false };
  } catch (error) {
    throw error instanceof RunsTableError ? new LogError(path, t("Cannot use {0}: {1}", path, error.message)) : error;
  }
}

/** The log of a row, without what tells rows of one log apart (`csvRows`). */
function logOf(label: string, row: number): string {
  const mark = `#${row + 2}`;
  return label.endsWith(mark) ? label.slice(0, -mark.length) : label;
}
