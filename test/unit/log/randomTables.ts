import fc from "fast-check";

/** A value of a random table; null where a record leaves it out or says so. */
export type TableValue = string | number | boolean | null;

/** A table as a log may hold it: each row has as many values as there are keys. */
export interface RandomTable {
  readonly keys: readonly string[];
  readonly rows: readonly (readonly TableValue[])[];
}

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.constantFrom(" edge ", '"', 'a"b', ",", "\n", "\r", "\r\n", "x\ny", "0", "é", "'"),
);

/** Tables of a few columns and rows whose cells come from `value`. */
export function tables(value: fc.Arbitrary<TableValue> = anyValue): fc.Arbitrary<RandomTable> {
  return fc.integer({ min: 1, max: 6 }).chain((columns) => {
    const length = { minLength: columns, maxLength: columns };
    const row = fc.array(value, length);
    return fc.record({ keys: fc.uniqueArray(text, length), rows: fc.array(row, { minLength: 1, maxLength: 6 }) });
  });
}

const anyValue = fc.oneof(text, fc.double({ noNaN: true }), fc.boolean(), fc.constant(null));

/** The log that holds a table. */
export function logOf({ keys, rows }: RandomTable): string {
  return rows.map((row) => lineOf(keys, row)).join("");
}

/** The cells that the CSV of a table has to have, its header first. */
export function cellsOf({ keys, rows }: RandomTable): string[][] {
  return [[...keys], ...rows.map((row) => row.map(cellText))];
}

function cellText(value: TableValue): string {
  return value === null ? "" : typeof value === "string" ? value : numberText(value);
}

/** JSON.stringify writes null for an infinity, and 0 for -0. */
function numberText(value: number | boolean): string {
  return Object.is(value, -0) ? "-0.0" : String(value);
}

function lineOf(keys: readonly string[], row: readonly TableValue[]): string {
  const members = keys.map((key, index) => {
    const value = row[index] ?? null;
    const source = value === null || typeof value === "string" ? JSON.stringify(value) : numberText(value);
    return `${JSON.stringify(key)}: ${source}`;
  });
  return `{${members.join(", ")}}\n`;
}
