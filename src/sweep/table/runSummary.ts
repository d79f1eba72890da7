import type { SettingValue } from "./sweepRow.ts";

/** What a cell of the table of runs holds; null where it is empty. */
export type SummaryCell = SettingValue | null;

/** What one run came to, for its row in the table of runs: plain data. */
export interface RunSummary {
  /** By the id of the column. */
  readonly cells: Readonly<Record<string, SummaryCell>>;
  /** The training loss over the run, evenly spaced; empty where there is none. */
  readonly spark: readonly number[];
}
