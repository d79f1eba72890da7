import type { RunRow } from "../../../src/sweep/rows/runRow.ts";

/** A row of the table of runs. */
export function rowOf(run: string, cells: RunRow["cells"], state = "ended"): RunRow {
  return {
    ...{ log: `/${run}`, run, folder: "sweep", state, stateText: state, stateReason: "", cells },
    ...{ sources: {}, spark: [] },
  };
}
