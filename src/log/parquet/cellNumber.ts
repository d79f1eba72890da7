const plainNumber = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;
const notFinite: ReadonlyMap<string, number> = new Map([
  ["nan", NaN],
  ["inf", Infinity],
  ["+inf", Infinity],
  ["infinity", Infinity],
  ["+infinity", Infinity],
  ["-inf", -Infinity],
  ["-infinity", -Infinity],
]);

/**
 * The number that the text of a cell stands for; undefined where it is none. A whole number that a double would change,
 * such as a long identifier, is none, so that nothing of it is lost.
 */
export function cellNumber(cell: string): number | undefined {
  if (!plainNumber.test(cell)) {
    return notFinite.get(cell.toLowerCase());
  }
  const isWhole = /^[+-]?\d+$/.test(cell);
  const isExact = !isWhole || (Number.isSafeInteger(Number(cell)) && !/^[+-]?0\d/.test(cell));
  return isExact ? Number(cell) : undefined;
}
