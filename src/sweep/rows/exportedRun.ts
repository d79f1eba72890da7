import type { Interval } from "../../numerics/stats/interval.ts";
import type { SweepRun } from "../table/sweepRun.ts";
import { analysisRow } from "./analysisRow.ts";
import type { RunRow } from "./runRow.ts";

/** What a row of the table does not hold of its run. */
export interface RunFacts extends Pick<SweepRun, "format" | "findings"> {
  /** Path of the log as the table of a sweep names it. */
  readonly log: string;
}

/** A row of the table of runs as the table of a sweep has it, so that both say the same. */
export function exportedRun(row: RunRow, facts: RunFacts): SweepRun {
  const number = (id: string): number | null => {
    const cell = row.cells[id];
    return typeof cell === "number" ? cell : null;
  };
  const text = (id: string): string | null => {
    const cell = row.cells[id];
    return typeof cell === "string" ? cell : null;
  };
  const interval = (id: string): Interval | null => {
    const [low, high] = [number(`${id}_low`), number(`${id}_high`)];
    return low === null || high === null ? null : [low, high];
  };
  return {
    ...analysisRow(row),
    ...facts,
    state: row.state,
    records: number("records") ?? 0,
    epochs: number("epochs"),
    divergedAt: number("diverged_at"),
    bestValEpoch: number("best_val_epoch"),
    lastTrain: number("last_train"),
    lastVal: number("last_val"),
    alphaEarlyInterval: interval("alpha_early"),
    alphaFullInterval: interval("alpha_full"),
    bestModel: text("best_model"),
    kneeInterval: interval("knee"),
    note: text("note") ?? "",
  };
}
