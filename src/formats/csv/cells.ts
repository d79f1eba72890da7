/** What a cell of a CSV log holds: a number, nothing, or a text. */
export type Cell = number | string | null;

/** Numbers that are not finite, in the spellings of Python, C and pandas; in lower case. */
const notFinite: ReadonlyMap<string, number> = new Map([
  ["nan", NaN],
  ["+nan", NaN],
  ["-nan", NaN],
  ["inf", Infinity],
  ["+inf", Infinity],
  ["infinity", Infinity],
  ["+infinity", Infinity],
  ["-inf", -Infinity],
  ["-infinity", -Infinity],
]);

/** A number as programs write it; JavaScript alone reads `0x10` and the empty text as numbers too. */
const digit = /^[+-]?\.?\d/;
const otherBase = /^[+-]?0[xXbBoO]/;

/** Reads a cell: spaces around it do not count; an empty one and Keras' `NA` are absent. */
export function readCell(text: string): Cell {
  const trimmed = isTrimmed(text) ? text : text.trim();
  if (trimmed === "" || trimmed === "NA") {
    return null;
  }
  const value = Number(trimmed);
  if (!Number.isNaN(value) && digit.test(trimmed) && !otherBase.test(trimmed)) {
    return value;
  }
  return notFinite.get(trimmed.toLowerCase()) ?? trimmed;
}

function isTrimmed(text: string): boolean {
  return text.charCodeAt(0) > 0x20 && text.charCodeAt(text.length - 1) > 0x20;
}
