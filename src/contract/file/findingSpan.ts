import { memberRange, type TextRange } from "./memberRange.ts";
import type { Finding, Span } from "../model/finding.ts";

/** What stands at a place where something else was expected: a text, a word, a number or a single character. */
const thing = /"(?:[^"\\]|\\.)*"|[\p{L}\p{N}_.+-]+|./uy;

/**
 * The place within its line that a finding is about, given the line's text: the value of its metric, or what stands at
 * its column. Null where the whole line is meant, such as a batch without the metric.
 */
export function findingSpan(finding: Finding, text: string): Span | null {
  const { line, column, metric } = finding;
  if (line === null) {
    return null;
  }
  const range = column === null ? valueRange(metric, text) : thingAt(text, column - 1);
  return range === null ? null : { line, startColumn: range.start + 1, endColumn: range.end + 1 };
}

function valueRange(metric: string | null, text: string): TextRange | null {
  return metric === null ? null : (memberRange(text, metric)?.value ?? null);
}

/** At the end of the line its last character stands for what is not there. */
function thingAt(text: string, at: number): TextRange | null {
  thing.lastIndex = at;
  if (at < text.length && thing.test(text)) {
    return { start: at, end: thing.lastIndex };
  }
  return text === "" ? null : { start: text.length - 1, end: text.length };
}
