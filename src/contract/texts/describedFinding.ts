import { findingKey, type Finding, type Span } from "../model/finding.ts";
import type { PlaceFacts } from "../model/findingFacts.ts";
import { findingText, relatedText } from "./findingText.ts";

/** A finding as JSON gives it away: with its key, and in words besides the facts. */
export interface DescribedFinding extends Omit<Finding, "related"> {
  /** What it is told by, whatever its numbers say by now. */
  readonly key: string;
  readonly message: string;
  readonly span?: Span;
  readonly related?: readonly DescribedPlace[];
}

interface DescribedPlace {
  readonly file?: string;
  readonly line: number;
  readonly facts: PlaceFacts;
  readonly message: string;
}

/** A finding for programs that read JSON, its sentences in the current language. */
export function describedFinding(finding: Finding): DescribedFinding {
  const { related, ...rest } = finding;
  const described = { ...rest, key: findingKey(finding), message: findingText(finding) };
  return related === undefined
    ? described
    : { ...described, related: related.map((place) => ({ ...place, message: relatedText(place) })) };
}

/** The same for a review, which leaves places within and next to its lines to the check. */
export function briefFinding(finding: Finding): Omit<DescribedFinding, "column" | "span" | "related"> {
  const { code, severity, metric, line, inRecords, count, facts } = finding;
  const place = inRecords === undefined ? { line } : { line, inRecords };
  return { code, severity, metric, ...place, count, key: findingKey(finding), message: findingText(finding), facts };
}
