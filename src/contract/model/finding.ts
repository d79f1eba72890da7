export const findingCodes = [
  "missing-metric",
  "derivable-metric",
  "cadence",
  "epoch-only",
  "bad-line",
  "duplicate-key",
  "non-finite",
  "out-of-range",
  "unit-mismatch",
  "steps-repeated",
  "diverged",
  "stopped-early",
  "incomplete-line",
  "leading-nulls",
  "line-too-long",
  "csv-missing",
  "csv-stale",
  "csv-foreign",
  "contract-invalid",
  "unreadable",
] as const;

export type FindingCode = (typeof findingCodes)[number];

export type Severity = "error" | "warning" | "information" | "hint";

/** A stretch of one line of the log. Line and columns count from 1, columns in UTF-16 code units, as editors count. */
export interface Span {
  readonly line: number;
  readonly startColumn: number;
  /** The column after the last one; greater than `startColumn`. */
  readonly endColumn: number;
}

/** Another place, mostly of the log, that belongs to a finding, such as the other end of a gap. */
export interface RelatedPlace {
  /** Name of a file beside the log that is meant in its place; absent where the log is. */
  readonly file?: string;
  /** 1-based line. */
  readonly line: number;
  /** What is there, in words that stand on their own: "the last loss_val_nats before the gap". */
  readonly message: string;
}

/** What a contract asks of a metric that is never logged. */
export interface AskedFor {
  /** As contracts write it: "batch", "1/4 epoch". */
  readonly every: string;
  /** The clock that the log lacks, so that nothing tells when the metric is due; null where that is known. */
  readonly without: string | null;
}

/** One thing that a log lacks or does wrong: one finding a cause, however many lines show it. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly metric: string | null;
  /** 1-based line of the log, or null where the whole log is meant. */
  readonly line: number | null;
  /** 1-based column in that line, in UTF-16 code units, or null. */
  readonly column: number | null;
  /** How often the cause shows; at least 1. */
  readonly count: number;
  /** One or two sentences: what was expected, what was found, what to do. */
  readonly message: string;
  /** The key or the value at fault in `line`; absent where no place within a line is meant, or none was looked for. */
  readonly span?: Span;
  /** In the order in which they should be read; absent or empty where there are none. */
  readonly related?: readonly RelatedPlace[];
  /** The key of the log that may be this metric under another name; absent where none looks like it. */
  readonly alias?: string;
  /** How often the contract asks for this metric; only where nothing in the log stands for it. */
  readonly asked?: AskedFor;
}
