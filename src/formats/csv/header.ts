import { readCell } from "./cells.ts";

/** The first line of a CSV and a row below it, by which its writer is known. */
export interface CsvHead {
  /** Trimmed. */
  readonly names: readonly string[];
  /** Null while there is none. */
  readonly row: readonly string[] | null;
}

/** What parts the cells of a header: Papa Parse does not find tabs and semicolons in a file of two columns. */
export function delimiterOf(header: string): string {
  return [",", "\t", ";"].find((delimiter) => header.includes(delimiter)) ?? ",";
}

/** The beginning of a text as CSV, where it may be one; null otherwise. */
export function csvHead(text: string): CsvHead | null {
  const [first = "", second] = text.replace(/^\uFEFF/, "").split(/\r?\n/, 3);
  if (first === "" || /^\s*[[{]/.test(first) || first.includes("\0")) {
    return null;
  }
  const delimiter = delimiterOf(first);
  const names = first.split(delimiter).map((name) => unquoted(name));
  const row = second === undefined || second === "" ? null : second.split(delimiter);
  return { names, row };
}

/** Whether a header names columns: no name is a number, and most are there. */
export function namesColumns(names: readonly string[]): boolean {
  return names.some((name) => name !== "") && names.every((name) => name === "" || typeof readCell(name) === "string");
}

/** The names of a header's columns, each once and none empty. */
export function columnNames(header: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return header.map((cell, index) => {
    const name = cell.trim() === "" ? `column ${index + 1}` : cell.trim();
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function unquoted(cell: string): string {
  return cell
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .trim();
}
