import type { CsvRows } from "../records/rowChunks.ts";

const [comma, quote, newline] = [0x2c, 0x22, 0x0a];

/**
 * Rows written when fewer columns were known, filled up with empty cells to `columns`.
 * Invariant: the result is what the rows would have been with all columns known from the start.
 */
export function padRows(rows: CsvRows, columns: number): Uint8Array {
  if (rows.columns === columns) {
    return rows.bytes;
  }
  const padder = new RowPadder(rows.columns, columns);
  return padder.push(rows.bytes);
}

/** Fills up rows that come in pieces; the beginning of a row is kept until its end comes. */
export class RowPadder {
  readonly #from: number;
  readonly #filling: Uint8Array;
  #rest: Uint8Array = new Uint8Array();

  /** `from` columns are there, `to` are wanted; `to` is not less than `from`. */
  constructor(from: number, to: number) {
    this.#from = from;
    this.#filling =
      from === 0 && to === 1 ? Uint8Array.of(quote, quote) : new Uint8Array(to - Math.max(from, 1)).fill(comma);
  }

  /** The whole rows among what was pushed, filled up. */
  push(bytes: Uint8Array): Uint8Array {
    const source = this.#rest.length === 0 ? bytes : concatenated([this.#rest, bytes]);
    const ends = rowEnds(source);
    const out = new Uint8Array(source.length + ends.length * this.#filling.length);
    let to = 0;
    let start = 0;
    for (const end of ends) {
      const row = source.subarray(start, end);
      if (!this.#isSingleEmpty(row)) {
        out.set(row, to);
        to += row.length;
      }
      out.set(this.#filling, to);
      to += this.#filling.length;
      out[to] = newline;
      to += 1;
      start = end + 1;
    }
    // Not slice(), which makes no copy of a Buffer.
    this.#rest = new Uint8Array(source.subarray(start));
    return out.subarray(0, to);
  }

  /** A lone empty cell is `""` only while it stands alone. */
  #isSingleEmpty(row: Uint8Array): boolean {
    return this.#from === 1 && row.length === 2 && row[0] === quote;
  }
}

/**
 * Takes the last columns off rows that come in pieces, as long as these are empty: the rows as they were before those
 * columns appeared. Invariant: `padRows` of the result is what was pushed.
 */
export class RowStripper {
  readonly #to: number;
  readonly #filling: number;
  #rest: Uint8Array = new Uint8Array();
  #ended = false;

  /** `from` columns are there, the first `to` are wanted; `to` is at least 1 and less than `from`. */
  constructor(from: number, to: number) {
    this.#to = to;
    this.#filling = from - to;
  }

  /** The whole rows among what was pushed, up to the first row that has something in the columns taken off. */
  push(bytes: Uint8Array): Uint8Array {
    const source = this.#rest.length === 0 ? bytes : concatenated([this.#rest, bytes]);
    const out: Uint8Array[] = [];
    let start = 0;
    for (const end of this.#ended ? [] : rowEnds(source)) {
      const cells = end - this.#filling;
      if (cells < start || !source.subarray(cells, end).every((byte) => byte === comma)) {
        this.#ended = true;
        break;
      }
      const row = source.subarray(start, cells);
      out.push(row.length === 0 && this.#to === 1 ? Uint8Array.of(quote, quote, newline) : withNewline(row));
      start = end + 1;
    }
    // Not slice(), which makes no copy of a Buffer.
    this.#rest = new Uint8Array(source.subarray(start));
    return concatenated(out);
  }
}

function withNewline(row: Uint8Array): Uint8Array {
  const line = new Uint8Array(row.length + 1);
  line.set(row);
  line[row.length] = newline;
  return line;
}

/** Positions of the newlines that end rows: those outside quotes. */
function rowEnds(bytes: Uint8Array): number[] {
  const ends: number[] = [];
  let inQuotes = false;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === quote) {
      inQuotes = !inQuotes;
    } else if (byte === newline && !inQuotes) {
      ends.push(at);
    }
  }
  return ends;
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
