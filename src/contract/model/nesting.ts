import { createScanner } from "jsonc-parser";

/** Objects and arrays inside one another beyond which a file of settings is not parsed: a contract needs five. */
export const deepest = 100;

const closing: ReadonlyMap<string, string> = new Map([
  ["{", "}"],
  ["[", "]"],
]);

/**
 * The offset of the first bracket that is inside more than `most` others, or null where none is. The parser calls
 * itself for every level, so that a text without this limit could use up the stack. A closing bracket that closes
 * nothing is passed over, as by the parser, which is never deeper than what is counted here.
 */
export function tooDeepAt(text: string, most = deepest): number | null {
  const scanner = createScanner(text, true);
  const awaited: string[] = [];
  while (scanner.getPosition() < text.length) {
    scanner.scan();
    const offset = scanner.getTokenOffset();
    const first = text[offset] ?? "";
    const close = closing.get(first);
    if (close !== undefined) {
      awaited.push(close);
    } else if (first === awaited.at(-1)) {
      awaited.pop();
    }
    if (awaited.length > most) {
      return offset;
    }
  }
  return null;
}
