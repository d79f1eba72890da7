const number = /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/;

/** Numbers that are not finite, as Python writes them with `json` and with `str`. */
const notFinite: ReadonlyMap<string, number> = new Map([
  ["NaN", NaN],
  ["nan", NaN],
  ["Infinity", Infinity],
  ["inf", Infinity],
  ["-Infinity", -Infinity],
  ["-inf", -Infinity],
]);

/**
 * The number that a text is, as a logger writes one that it takes for text (`str(loss)`, a tensor, a decimal); null for
 * any other text. The CSV shows such a cell as a number too. kernel/numerals.ts reads the same.
 */
export function numeralOf(text: string): number | null {
  return number.test(text) ? Number(text) : (notFinite.get(text) ?? null);
}
