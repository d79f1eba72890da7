import { parseReferenceJson, type ReferenceValue } from "./referenceJson.ts";

/** A line with a longer name gives no row; the names of nested objects count too. */
const maxNameBytes = 4096;

/** Longer lines are skipped. */
const maxLineBytes = 16 * 1024 * 1024;

const newline = 0x0a;

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * The CSV of a log by the rules of the design, written for the eye: whole log in memory, two passes, no shortcuts.
 * The fast converter is compared with it byte for byte, so the two share no code.
 *
 * Decisions where the rules leave room: no record gives the empty text; a record without keys is a row of empty
 * cells; an empty nested object has no column; an array's cell is its text as the log has it, white space included;
 * a line is blank when it holds nothing but spaces, tabs and CRs; NUL bytes at the start of the file are dropped.
 */
export function referenceConvert(bytes: Uint8Array, options: { readonly includeIncomplete: boolean }): string {
  const records: Map<string, string>[] = [];
  for (const line of linesOf(withoutPrefix(bytes), options.includeIncomplete)) {
    const record = recordOf(line);
    if (record !== null) {
      records.push(record);
    }
  }
  if (records.length === 0) {
    return "";
  }
  const keys = [...new Set(records.flatMap((record) => [...record.keys()]))];
  const rows = [keys, ...records.map((record) => keys.map((key) => record.get(key) ?? ""))];
  return rows.map((cells) => `${rowText(cells)}\n`).join("");
}

/** Drops the NUL bytes that a truncated and re-used file starts with, and a byte order mark. */
function withoutPrefix(bytes: Uint8Array): Uint8Array {
  const start = bytes.findIndex((byte) => byte !== 0);
  const rest = start === -1 ? new Uint8Array() : bytes.subarray(start);
  return rest[0] === 0xef && rest[1] === 0xbb && rest[2] === 0xbf ? rest.subarray(3) : rest;
}

function linesOf(bytes: Uint8Array, includeIncomplete: boolean): Uint8Array[] {
  const lines: Uint8Array[] = [];
  let start = 0;
  for (let end = bytes.indexOf(newline); end !== -1; end = bytes.indexOf(newline, start)) {
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  if (includeIncomplete) {
    lines.push(bytes.subarray(start));
  }
  return lines;
}

/** The cells of a record by key, or null for a line that gives no row. */
function recordOf(line: Uint8Array): Map<string, string> | null {
  if (line.length > maxLineBytes) {
    return null;
  }
  try {
    const value = parseReferenceJson(utf8.decode(line));
    if (value.kind !== "object") {
      return null;
    }
    const cells = new Map<string, string>();
    flatten(value.members, "", cells);
    return cells;
  } catch {
    // Not UTF-8, not JSON or a name too long; a blank line is not JSON either.
    return null;
  }
}

function flatten(members: ReadonlyMap<string, ReferenceValue>, prefix: string, cells: Map<string, string>): void {
  for (const [key, value] of members) {
    if (Buffer.byteLength(prefix + key) > maxNameBytes) {
      throw new RangeError("a name is too long");
    }
    if (value.kind === "object") {
      flatten(value.members, `${prefix}${key}.`, cells);
    } else {
      cells.set(prefix + key, value.kind === "null" ? "" : value.text);
    }
  }
}

function rowText(cells: readonly string[]): string {
  const [only] = cells;
  if (cells.length === 1 && only === "") {
    // An empty line would be no row for most readers of CSV.
    return '""';
  }
  return cells.map(quoted).join(",");
}

function quoted(cell: string): string {
  return /[",\r\n]|^ | $/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
