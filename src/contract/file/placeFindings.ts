import type { MemberRange } from "./memberRange.ts";
import type { Finding, Span } from "../model/finding.ts";
import { findingSpan, LineMembers } from "./findingSpan.ts";

/** Reads the texts of some lines of a log; those that it cannot read are left out. */
export type ReadLines = (lines: readonly number[]) => Promise<ReadonlyMap<number, string>>;

/**
 * Adds to the findings of one log where in their lines they are. Lines are read only for findings that are new: a log
 * that grows has the same ones for hours. A log that was rewritten needs a new placer.
 */
export class FindingPlacer {
  #known: ReadonlyMap<string, Span | null> = new Map();

  /** The findings with their spans, in the same order. */
  async place(findings: readonly Finding[], read: ReadLines): Promise<readonly Finding[]> {
    const fresh = findings.filter(({ line }) => line !== null).filter((finding) => !this.#known.has(placeKey(finding)));
    const lines = fresh.flatMap(({ line }) => (line === null ? [] : [line]));
    const found = spansIn(fresh, lines.length === 0 ? new Map<number, string>() : await read(lines));
    const spans = new Map<string, Span | null>();
    const placed = findings.map((finding) => {
      const key = placeKey(finding);
      const span = this.#known.get(key) ?? found.get(key) ?? null;
      spans.set(key, span);
      return span === null ? finding : { ...finding, span };
    });
    this.#known = spans;
    return placed;
  }
}

/** By the keys of findings: where they are in the texts of their lines. */
function spansIn(findings: readonly Finding[], texts: ReadonlyMap<number, string>): ReadonlyMap<string, Span | null> {
  const members = new LineMembers();
  const byLine = findings.toSorted((one, other) => (one.line ?? 0) - (other.line ?? 0));
  return new Map(
    byLine.map((finding) => {
      const text = texts.get(finding.line ?? 0);
      const rangeOf = (of: string, key: string): MemberRange | null => members.rangeOf(of, key);
      return [placeKey(finding), text === undefined ? null : findingSpan(finding, text, rangeOf)];
    }),
  );
}

function placeKey({ code, metric, line, column }: Finding): string {
  return [code, metric, line, column].join(" ");
}
