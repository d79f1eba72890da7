import { isLost } from "../../src/sweep/rows/cells.ts";
import type { RunRow } from "../../src/sweep/rows/runRow.ts";
import { settingPrefix } from "../../src/sweep/table/columnIds.ts";
import { stageOf } from "../../src/sweep/table/sweepRow.ts";

/**
 * What the analysis of rows depends on: rows of the same key give the same analysis. Of a run that still trains only its
 * settings and its verdict count, unless no run has ended, so that its growth alone asks for no other analysis.
 */
export function analysisKey(rows: readonly RunRow[]): string {
  const trains = (row: RunRow): boolean => !isLost(row) && stageOf(row.state) === "training";
  const hasEnded = rows.some((row) => !isLost(row) && !trains(row));
  return JSON.stringify(
    rows.map((row) => {
      const { log, state, cells, pending } = row;
      // A stalled run that goes on is as little over as before.
      return hasEnded && trains(row) ? [log, "training", lastingOf(cells), pending] : [log, state, cells, pending];
    }),
  );
}

function lastingOf(cells: RunRow["cells"]): RunRow["cells"] {
  return Object.fromEntries(Object.entries(cells).filter(([id]) => id.startsWith(settingPrefix) || id === "verdict"));
}
