import { memberRange, memberRanges, type MemberRange, type TextRange } from "./memberRange.ts";
import type { Finding, Span } from "../model/finding.ts";

/** What stands at a place where something else was expected: a text, a word, a number or a single character. */
const thing = /"(?:[^"\\]|\\.)*"|[\p{L}\p{N}_.+-]+|./uy;

/**
 * The place within its line that a finding is about, given the line's text: the value of its metric, or what stands at
 * its column. Null where the whole line is meant, such as a batch without the metric. `rangeOf`: finds members of the text.
 */
export function findingSpan(finding: Finding, text: string, rangeOf = memberRange): Span | null {
  const { line, column, metric } = finding;
  if (line === null) {
    return null;
  }
  const range =
    column !== null ? thingAt(text, column - 1) : metric === null ? null : (rangeOf(text, metric)?.value ?? null);
  return range === null ? null : { line, startColumn: range.start + 1, endColumn: range.end + 1 };
}

/** Finds members of one line after the other, reading each line once for all findings that are placed in it. */
export class LineMembers {
  #text: string | null = null;
  #members: ReadonlyMap<string, MemberRange> = new Map();

  rangeOf(text: string, flatKey: string): MemberRange | null {
    if (text !== this.#text) {
      this.#text = text;
      this.#members = memberRanges(text);
    }
    return this.#members.get(flatKey) ?? null;
  }
}

/** At the end of the line its last character stands for what is not there. */
function thingAt(text: string, at: number): TextRange | null {
  thing.lastIndex = at;
  if (at < text.length && thing.test(text)) {
    return { start: at, end: thing.lastIndex };
  }
  return text === "" ? null : { start: text.length - 1, end: text.length };
}
