import { visit, type JSONPath, type JSONVisitor } from "jsonc-parser";
import { tooDeepAt } from "../model/nesting.ts";

/** A stretch of a text: 0-based, in UTF-16 code units, the end excluded. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** Where a key stands in a line, its quotes included, and where its value does. */
export interface MemberRange {
  readonly key: TextRange;
  readonly value: TextRange;
}

/** More objects inside one another are none that a log's record may have. */
const deepest = 512;

/** Numbers of Python that are not JSON, and texts, in which they are words. A text that is not closed ends with the line. */
const textOrNonFinite = /"(?:[^"\\]|\\.)*"?|-?Infinity|NaN/g;

/**
 * Where a flattened key (`a.b` for a `b` inside an `a`) stands in the text of a record; the last place where it repeats,
 * which is the one that counts. Null where the text has no such key, or is no object as far as that.
 */
export function memberRange(text: string, flatKey: string): MemberRange | null {
  return memberRanges(text).get(flatKey) ?? null;
}

/** Where all flattened keys of a record stand in its text, as `memberRange` says of one. */
export function memberRanges(text: string): ReadonlyMap<string, MemberRange> {
  const found = new Map<string, MemberRange>();
  if (tooDeepAt(text, deepest) !== null) {
    return found;
  }
  let key: TextRange = { start: 0, end: 0 };
  const arrays: { readonly start: number; readonly path: JSONPath }[] = [];
  let broken = false;
  const noteValue = (value: TextRange, path: JSONPath): void => {
    // What is inside an array has no key of its own.
    if (!broken && arrays.length === 0 && path.length > 0) {
      found.set(path.join("."), { key, value });
    }
  };
  const visitor: JSONVisitor = {
    onObjectProperty: (_name, start, length) => {
      key = arrays.length === 0 ? { start, end: start + length } : key;
    },
    onLiteralValue: (...[, start, length, , , path]) => noteValue({ start, end: start + length }, path()),
    onArrayBegin: (...[start, , , , path]) => {
      arrays.push({ start, path: path() });
    },
    onArrayEnd: (end, length) => {
      const array = arrays.pop();
      // The parser tells of the end before it tells that the bracket is missing.
      broken ||= array === undefined || text[end] !== "]";
      noteValue({ start: array?.start ?? end, end: end + length }, array?.path ?? []);
    },
    // What follows is the parser's guess.
    onError: () => {
      broken = true;
    },
  };
  visit(finite(text), visitor, { disallowComments: true });
  return found;
}

/** The parser knows no NaN: a number of the same length in its place leaves all places as they are. */
function finite(text: string): string {
  return text.replace(textOrNonFinite, (part) => (part.startsWith('"') ? part : "1".repeat(part.length)));
}
