import Papa from "papaparse";
import type { ParquetColumn } from "./parquetBytes.ts";

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
 * The columns of a CSV that we wrote: numbers where every cell that is not empty is one, else texts. Whole numbers that
 * a double would change, such as long identifiers, are texts, so that nothing is lost. An empty cell is absent.
 */
export function csvColumns(csv: string): readonly ParquetColumn[] {
  const { data } = Papa.parse<string[]>(csv, { delimiter: ",", newline: "\n", skipEmptyLines: false });
  const [header = [], ...body] = data;
  // The newline at the end begins no row.
  const rows = csv.endsWith("\n") ? body.slice(0, -1) : body;
  return header.map((name, place) => {
    const cells = rows.map((row) => row[place] ?? "");
    const numbers = cells.map((cell) => (cell === "" ? null : numberOf(cell)));
    return numbers.includes(undefined)
      ? { name, kind: "text", cells: cells.map((cell) => (cell === "" ? null : cell)) }
      : { name, kind: "number", cells: numbers.map((number) => number ?? null) };
  });
}

function numberOf(cell: string): number | undefined {
  if (!plainNumber.test(cell)) {
    return notFinite.get(cell.toLowerCase());
  }
  const isWhole = /^[+-]?\d+$/.test(cell);
  const isExact = !isWhole || (Number.isSafeInteger(Number(cell)) && !/^[+-]?0\d/.test(cell));
  return isExact ? Number(cell) : undefined;
}
