import Papa from "papaparse";
import { cellNumber } from "../../src/log/parquet/cellNumber.ts";
import type { ParquetColumn } from "../../src/log/parquet/parquetBytes.ts";

/**
 * The columns of a CSV that we wrote, read as text: numbers where every cell that is not empty is one, else texts. An empty
 * cell is absent.
 */
export function csvColumns(csv: string): readonly ParquetColumn[] {
  const { data } = Papa.parse<string[]>(csv, { delimiter: ",", newline: "\n", skipEmptyLines: false });
  const [header = [], ...body] = data;
  // The newline at the end begins no row.
  const rows = csv.endsWith("\n") ? body.slice(0, -1) : body;
  return header.map((name, place) => {
    const cells = rows.map((row) => row[place] ?? "");
    const numbers = cells.map((cell) => (cell === "" ? null : cellNumber(cell)));
    return numbers.includes(undefined)
      ? { name, kind: "text", cells: cells.map((cell) => (cell === "" ? null : cell)) }
      : { name, kind: "number", cells: numbers.map((number) => number ?? null) };
  });
}
