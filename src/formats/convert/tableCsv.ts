import { csvRow, formulaEscaped } from "../../log/records/csvText.ts";
import type { RunLook } from "../model/format.ts";
import { numberText } from "./numberText.ts";

/** What a run's look has for its copies. */
export type RunCells = Pick<RunLook, "table" | "texts" | "float32">;

/** A text of about so many characters goes out at once. */
const chunkLength = 64 * 1024;

/**
 * The CSV of a run: a header, then one row a record, in pieces. A number has the fewest digits that tell it from its
 * neighbors of the same precision; what is absent is an empty cell. `escapeFormulas`: spreadsheets are kept from taking
 * texts for formulas.
 */
export function* tableCsv(look: RunCells, escapeFormulas = false): Generator<string> {
  const { table } = look;
  if (table.records === 0) {
    return;
  }
  const cells = table.keys.map((key) => cellTexts(look, key, escapeFormulas));
  let text = csvRow(table.keys);
  for (let row = 0; row < table.records; row += 1) {
    text += csvRow(cells.map((cell) => cell(row)));
    if (text.length > chunkLength) {
      yield text;
      text = "";
    }
  }
  yield text;
}

/** The text of a column's cell, asked for row by row, from the first one on; empty where it is absent. */
export function cellTexts(
  { table, texts, float32 }: RunCells,
  key: string,
  escapeFormulas = false,
): (row: number) => string {
  const column = table.column(key);
  const words = texts.get(key) ?? [];
  const isSingle = float32.has(key);
  let [number, word] = [0, 0];
  return (row) => {
    const isNumber = column?.rows[number] === row;
    number += isNumber ? 1 : 0;
    // A time counts as a number and keeps its text.
    if (words[word]?.row === row) {
      word += 1;
      const text = words[word - 1]?.text ?? "";
      return escapeFormulas && !isNumber ? formulaEscaped(text) : text;
    }
    return isNumber ? numberText(column.values[number - 1] ?? NaN, isSingle) : "";
  };
}
