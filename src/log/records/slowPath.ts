import { csvRow, formulaEscaped, quotedCell } from "./csvText.ts";
import { flatten, type FlatCell } from "./flatten.ts";
import { JsonLineError, parseRecord, type RepeatedKey } from "./jsonLine.ts";
import type { KeyTable } from "./keyTable.ts";
import { firstInvalidUtf8 } from "./utf8.ts";
import { t } from "../../l10n.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** A defect inside a line: `column` is 1-based, in UTF-16 code units, or null. */
export interface LineDefect {
  readonly column: number | null;
  readonly reason: string;
}

/** What the slow path makes of a line: the cells of a record and what is odd about it, or why it is none. */
export type ReadLine =
  | { readonly cells: readonly FlatCell[]; readonly repeated: readonly LineDefect[] }
  | { readonly cells: null; readonly defect: LineDefect };

/**
 * Reads one line for its meaning: for lines with a new key, a repeated key or a mistake.
 * Invariant: `keys` learns the keys of whole valid records only.
 */
export function readLine(bytes: Uint8Array, keys: KeyTable): ReadLine {
  const invalid = firstInvalidUtf8(bytes);
  if (invalid !== -1) {
    const column = decoder.decode(bytes.subarray(0, invalid)).length + 1;
    return { cells: null, defect: { column, reason: t("found a byte ({0}) that is not UTF-8", hex(bytes[invalid])) } };
  }
  try {
    const record = parseRecord(decoder.decode(bytes));
    const flat = flatten(record.members, keys);
    const { cells, repeated } = lastOfEach(flat, keys.columns);
    return { cells, repeated: [...record.repeated.map(repeatedKey), ...repeated] };
  } catch (error) {
    if (error instanceof JsonLineError) {
      return { cells: null, defect: { column: error.at + 1, reason: error.message } };
    }
    throw error;
  }
}

/** The CSV row of a record, its line end included. */
export function rowText(cells: readonly FlatCell[], columns: number, escapeFormulas: boolean): string {
  const ordered = cells.toSorted((one, other) => one.column - other.column);
  let [row, at] = ["", 0];
  for (const { column, value } of ordered) {
    // A log may have tens of thousands of columns, of which a record has few.
    row += ",".repeat(column - at) + quotedCell(cellText(value, escapeFormulas));
    at = column;
  }
  row += ",".repeat(Math.max(0, columns - 1 - at));
  return row === "" && columns === 1 ? csvRow([""]) : `${row}\n`;
}

function cellText(value: FlatCell["value"], escapeFormulas: boolean): string {
  if (value.kind === "empty") {
    return "";
  }
  return value.kind === "string" && escapeFormulas ? formulaEscaped(value.text) : value.text;
}

/** Of two paths to one flattened key (`a.b`, and `b` inside `a`) the last one counts. */
function lastOfEach(
  cells: readonly FlatCell[],
  keys: readonly string[],
): { readonly cells: readonly FlatCell[]; readonly repeated: readonly LineDefect[] } {
  const last = new Map(cells.map((cell) => [cell.column, cell]));
  const lost = last.size === cells.length ? [] : cells.filter((cell) => last.get(cell.column) !== cell);
  const repeated = lost.map(({ column }) => {
    const key = JSON.stringify(keys[column] ?? "");
    return { column: null, reason: t("two nested paths give the key {0}", key) };
  });
  return { cells: [...last.values()], repeated };
}

function repeatedKey({ key, at }: RepeatedKey): LineDefect {
  return { column: at + 1, reason: t("the key {0} repeats", JSON.stringify(key)) };
}

function hex(byte: number | undefined): string {
  return `0x${(byte ?? 0).toString(16).padStart(2, "0")}`;
}
