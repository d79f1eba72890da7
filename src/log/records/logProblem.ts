/** What can be wrong with the bytes of a log, whatever its metrics mean. */
export type LogProblemKind =
  "bad-line" | "duplicate-key" | "line-too-long" | "leading-nulls" | "incomplete-line" | "unreadable";

/** One defect of a log's text, at its place. */
export interface LogProblem {
  readonly kind: LogProblemKind;
  /** 1-based line, or null where the whole file is meant. */
  readonly line: number | null;
  /** 1-based column in UTF-16 code units, as editors count, or null. */
  readonly column: number | null;
  /** What is wrong, in words that continue "line 3: ...", for example `expected ":" after the key "lr"`. */
  readonly reason: string;
  /**
   * What `line` counts where the log is not JSON Lines: `row`: lines of a text that holds rows; `record`: the records of a
   * file that has no lines.
   */
  readonly unit?: "row" | "record";
}

/** Every kind is counted; only the first of a kind are kept, so that a broken log costs bounded memory. */
export interface LogProblems {
  readonly counts: Readonly<Record<LogProblemKind, number>>;
  readonly first: readonly LogProblem[];
}
