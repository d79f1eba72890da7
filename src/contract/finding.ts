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
}
