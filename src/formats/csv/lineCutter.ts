import { isUtf8 } from "node:buffer";

const [newline, quote] = [0x0a, 0x22];

/** A row that has not ended after so many bytes has a quote that is never closed, or is none. */
const longestRow = 1024 * 1024;

/**
 * Cuts the bytes of a CSV into texts of whole rows; a newline inside quotes ends no row.
 * Invariant: the rows do not depend on the pieces in which the bytes come.
 */
export class LineCutter {
  readonly #onRows: (text: string) => void;
  readonly #onDefect: (defect: "not UTF-8" | "open quote") => void;
  #delimiter = 0x2c;
  #rest: Uint8Array = new Uint8Array();
  /** Inside a line that is left out. */
  #skipping = false;

  constructor(onRows: (text: string) => void, onDefect: (defect: "not UTF-8" | "open quote") => void) {
    this.#onRows = onRows;
    this.#onDefect = onDefect;
  }

  /** What parts the cells: a quote counts only at the beginning of a cell. */
  setDelimiter(delimiter: string): void {
    this.#delimiter = delimiter.charCodeAt(0);
  }

  push(piece: Uint8Array): void {
    const skipped = this.#skipping ? piece.indexOf(newline) + 1 || piece.length : 0;
    this.#skipping &&= piece[skipped - 1] !== newline;
    const news = piece.subarray(skipped);
    let bytes = this.#rest.length === 0 ? news : Buffer.concat([this.#rest, news]);
    for (;;) {
      const end = this.#rowsEnd(bytes);
      this.#give(bytes.subarray(0, end));
      bytes = bytes.subarray(end);
      if (bytes.length <= longestRow) {
        break;
      }
      // The line with the open quote is left out, so that the lines after it are read again.
      const line = bytes.indexOf(newline) + 1;
      this.#skipping = line === 0;
      this.#onDefect("open quote");
      bytes = bytes.subarray(line === 0 ? bytes.length : line);
    }
    // Not slice(), which makes no copy of a Buffer.
    this.#rest = new Uint8Array(bytes);
  }

  /** The file has ended: a last row without its newline counts. Returns whether there is one. */
  end(): boolean {
    const rest = this.#rest;
    this.#rest = new Uint8Array();
    this.#give(rest);
    return rest.length > 0;
  }

  #give(bytes: Uint8Array): void {
    if (bytes.length === 0) {
      return;
    }
    if (!isUtf8(bytes)) {
      this.#onDefect("not UTF-8");
    }
    this.#onRows(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("utf8"));
  }

  /** The end of the last whole row. */
  #rowsEnd(bytes: Uint8Array): number {
    if (!bytes.includes(quote)) {
      return bytes.lastIndexOf(newline) + 1;
    }
    let end = 0;
    let quoted = false;
    let before = newline;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === quote) {
        quoted = !quoted && (before === this.#delimiter || before === newline || before === quote);
      } else if (byte === newline && !quoted) {
        end = at + 1;
      }
      before = byte;
    }
    return end;
  }
}
