import type { Cell } from "../filter/expression.ts";

/** One run as the table shows it: plain data, as it goes to the page. */
export interface RunRow {
  /** URI or path of the log: the row's identity. */
  readonly log: string;
  /** Short name of the run. */
  readonly run: string;
  /** Folders above the run, joined with `/`. */
  readonly folder: string;
  readonly state: string;
  /** The state in a word or two. */
  readonly stateText: string;
  /** Why it is in that state, in a sentence; empty where there is nothing to say. */
  readonly stateReason: string;
  /** By column id; absent cells are missing or null. */
  readonly cells: Readonly<Record<string, Cell>>;
  /** Where each setting stands, by column id. */
  readonly sources: Readonly<Record<string, string>>;
  /** The training loss over the run, evenly spaced, for a sparkline; empty where there is none. */
  readonly spark: readonly number[];
  /** Settings that only repeat a configuration, by the run's contract; null or absent where it says nothing of that. */
  readonly replicate?: readonly string[] | null;
  /** Whether its settings are not known yet, so that it differs from no other run in them; false where absent. */
  readonly pending?: boolean;
}

/** A column that the table may show. */
export interface ColumnInfo {
  readonly id: string;
  /** `curve`: a small picture of the training loss. */
  readonly kind: "number" | "text" | "curve";
  /** Which end is better, for marks of the best; null where neither is. */
  readonly better: "low" | "high" | null;
  /** Settings are compared, results are summed up. */
  readonly part: "run" | "setting" | "result";
}
