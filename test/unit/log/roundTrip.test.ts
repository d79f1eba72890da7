import { parse as parseCsv } from "csv-parse/sync";
import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { cellsOf, logOf, tables } from "./randomTables.ts";
import { convertText } from "./support.ts";

describe("the CSV, read by others", () => {
  it("gives back 10,000 random tables through Papa Parse and csv-parse", () => {
    fc.assert(
      fc.property(tables(), (table) => {
        const { csv } = convertText(logOf(table));
        expect(Papa.parse(csv, { delimiter: ",", newline: "\n" }).data.slice(0, -1)).toEqual(cellsOf(table));
        expect(parseCsv(csv, { record_delimiter: "\n" })).toEqual(cellsOf(table));
      }),
      { numRuns: 10_000 },
    );
  });
});
