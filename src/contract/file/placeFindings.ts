import type { Finding, Span } from "../model/finding.ts";
import { findingSpan } from "./findingSpan.ts";

/** Reads the texts of some lines of a log; those that it cannot read are left out. */
export type ReadLines = (lines: readonly number[]) => Promise<ReadonlyMap<number, string>>;

/**
 * Adds to the findings of one log where in their lines they are. Lines are read only for findings that are new: a log
 * that grows has the same ones for hours. A log that was written anew needs a new placer.
 */
export class FindingPlacer {
  #known: ReadonlyMap<string, Span | null> = new Map();

  /** The findings with their spans, in the same order. */
  async place(findings: readonly Finding[], read: ReadLines): Promise<readonly Finding[]> {
    const lines = findings.flatMap((finding) =>
      finding.line === null || this.#known.has(placeKey(finding)) ? [] : [finding.line],
    );
    const texts = lines.length === 0 ? new Map<number, string>() : await read(lines);
    const spans = new Map<string, Span | null>();
    const placed = findings.map((finding) => {
      const key = placeKey(finding);
      const text = finding.line === null ? undefined : texts.get(finding.line);
      const span = this.#known.get(key) ?? (text === undefined ? null : findingSpan(finding, text));
      spans.set(key, span);
      return span === null ? finding : { ...finding, span };
    });
    this.#known = spans;
    return placed;
  }
}

function placeKey({ code, metric, line, column }: Finding): string {
  return [code, metric, line, column].join(" ");
}
