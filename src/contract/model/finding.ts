import type { FactsByCode, PlaceFacts } from "./findingFacts.ts";

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
  "csv-too-wide",
  "no-contract",
  "loss-zero",
  "number-as-text",
  "level-jump",
  "long-log",
  "partly-kept",
  "slow-to-read",
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
  /** Name of a file next to the log that is meant in its place; absent where the log is. */
  readonly file?: string;
  /** 1-based line. */
  readonly line: number;
  /** What is there. */
  readonly facts: PlaceFacts;
}

interface Found<Code extends FindingCode> {
  readonly code: Code;
  readonly severity: Severity;
  readonly metric: string | null;
  /** 1-based line of the log, the first that shows the cause, or null where the whole log is meant. */
  readonly line: number | null;
  /** Whether lines are records (1-based), as in a log that is no text file; absent where they are lines of text. */
  readonly inRecords?: true;
  /** 1-based column in that line, in UTF-16 code units, or null. */
  readonly column: number | null;
  /** How often the cause shows; at least 1. */
  readonly count: number;
  /** What was expected and what was found, as data that JSON can hold; `findingText` makes the sentences. */
  readonly facts: FactsByCode[Code];
  /** The key or the value at fault in `line`; absent where no place within a line is meant, or none was looked for. */
  readonly span?: Span;
  /** In the order in which they should be read; absent or empty where there are none. */
  readonly related?: readonly RelatedPlace[];
}

/** What is missing in a log or wrong with it: one finding a cause, however many lines show it. */
export type Finding<Code extends FindingCode = FindingCode> = { readonly [Each in Code]: Found<Each> }[Code];

/**
 * What a finding is told by, whatever its counts say by now: its code, its metric and the first line of its cause, as
 * "cadence:grad_norm:725". Not by its sentence, whose numbers change while a run goes on.
 */
export function findingKey({ code, metric, line }: Pick<Finding, "code" | "metric" | "line">): string {
  return `${code}:${metric ?? ""}:${line ?? ""}`;
}

/**
 * The finding of a key. The first line of a metric's finding may move while a run goes on, such as that of its longest
 * interval: then it is the only finding of that code and metric, where there is one.
 */
export function findByKey(findings: readonly Finding[], key: string): Finding | undefined {
  const cause = key.slice(0, key.lastIndexOf(":"));
  const exact = findings.find((finding) => findingKey(finding) === key);
  const moved = findings.filter(({ code, metric }) => metric !== null && `${code}:${metric}` === cause);
  return exact ?? (moved.length === 1 ? moved[0] : undefined);
}
