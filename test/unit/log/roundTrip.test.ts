import { parse as parseCsv } from "csv-parse/sync";
import fc from "fast-check";
import Papa from "papaparse";
import { describe, expect, it } from "vitest";
import { convertText } from "./support.ts";

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom(" edge ", '"', 'a"b', ",", "\n", "\r", "\r\n", "x\ny", "0", "é", "'"),
);

const table = fc.integer({ min: 1, max: 6 }).chain((columns) =>
  fc.record({
    keys: fc.uniqueArray(text, { minLength: columns, maxLength: columns }),
    rows: fc.array(
      fc.array(fc.oneof(text, fc.double({ noNaN: true }), fc.boolean(), fc.constant(null)), {
        minLength: columns,
        maxLength: columns,
      }),
      { minLength: 1, maxLength: 6 },
    ),
  }),
);

function cellText(value: string | number | boolean | null): string {
  return value === null ? "" : typeof value === "string" ? value : numberText(value);
}

/** JSON.stringify writes null for an infinity, and 0 for -0. */
function numberText(value: number | boolean): string {
  return Object.is(value, -0) ? "-0.0" : String(value);
}

function lineOf(keys: readonly string[], row: readonly (string | number | boolean | null)[]): string {
  const members = keys.map((key, index) => {
    const value = row[index] ?? null;
    const source = value === null || typeof value === "string" ? JSON.stringify(value) : numberText(value);
    return `${JSON.stringify(key)}: ${source}`;
  });
  return `{${members.join(", ")}}\n`;
}

describe("the CSV, read by others", () => {
  it("gives back 10,000 random tables through Papa Parse and csv-parse", () => {
    fc.assert(
      fc.property(table, ({ keys, rows }) => {
        const { csv } = convertText(rows.map((row) => lineOf(keys, row)).join(""));
        const expected = [keys, ...rows.map((row) => row.map(cellText))];
        expect(Papa.parse(csv, { delimiter: ",", newline: "\n" }).data.slice(0, -1)).toEqual(expected);
        expect(parseCsv(csv, { record_delimiter: "\n" })).toEqual(expected);
      }),
      { numRuns: 10_000 },
    );
  });
});
