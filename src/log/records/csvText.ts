/**
 * The text of a CSV by RFC 4180: LF line ends, and quotes only where a cell needs them.
 * Invariant: a cell is quoted when it holds a comma, a quote, CR or LF, or starts or ends with a space; a row of one
 * empty cell is `""`, since an empty line would be no row for most readers.
 */
const encoder = new TextEncoder();

/** Spreadsheets take a cell that starts so for a formula (OWASP, CSV injection). */
const formulaStart = /^[=+\-@\t\r]/;

/** A string of the log as it goes into its cell, before quoting. */
export function formulaEscaped(text: string): string {
  return formulaStart.test(text) ? `'${text}` : text;
}

/** One cell with its quotes, where it needs them. */
export function quotedCell(text: string): string {
  return /[",\r\n]|^ | $/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** One row, its line end included. */
export function csvRow(cells: readonly string[]): string {
  return cells.length === 1 && cells[0] === "" ? '""\n' : `${cells.map(quotedCell).join(",")}\n`;
}

/** The first line of the CSV of a log with these keys. */
export function csvHeader(keys: readonly string[]): Uint8Array {
  return encoder.encode(csvRow(keys));
}
