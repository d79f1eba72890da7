import { cellKind, type Cells } from "./cells.ts";
import { formulaEscaped, quotedCell } from "./csvText.ts";
import { writeEscaped } from "./escapedCell.ts";

const comma = 0x2c;
const quote = 0x22;
const newline = 0x0a;

/** First bytes that make a spreadsheet take a text for a formula. */
const formulaBytes: ReadonlySet<number> = new Set([0x3d, 0x2b, 0x2d, 0x40]);

/**
 * CSV rows as bytes, copied from the bytes of the lines.
 * Invariant: the bytes are what csvText.ts gives for the same cells; a row is there as a whole or not at all.
 */
export class RowWriter {
  readonly #escapeFormulas: boolean;
  #out = new Uint8Array(0);
  #view = new DataView(this.#out.buffer);
  #length = 0;
  /** By column: 1 + the cell that fills it, while a row out of order is put in order. */
  #slots = new Int32Array(64);

  constructor(escapeFormulas: boolean) {
    this.#escapeFormulas = escapeFormulas;
  }

  get length(): number {
    return this.#length;
  }

  /** The rows written since the last call, as bytes of their own. */
  take(): Uint8Array {
    const rows = this.#out.slice(0, this.#length);
    this.#length = 0;
    return rows;
  }

  /** Gives back the memory, after `take`. */
  rest(): void {
    if (this.#length === 0) {
      this.#out = new Uint8Array(0);
      this.#view = new DataView(this.#out.buffer);
    }
  }

  /** A row that was put together as text. */
  text(row: string): void {
    this.#reserve(row.length * 3);
    this.#length += new TextEncoder().encodeInto(row, this.#out.subarray(this.#length)).written;
  }

  /** The row of a record whose cells stand in `bytes`; `lineLength` bounds what they hold. */
  row(cells: Cells, bytes: DataView, { columns, lineLength }: { columns: number; lineLength: number }): void {
    this.#reserve(2 * lineLength + 2 * cells.count + columns + 16);
    if (columns === 1) {
      this.#single(cells, bytes);
    } else if (!this.#inOrder(cells, bytes)) {
      this.#outOfOrder(cells, bytes, columns);
    } else {
      const last = cells.count === 0 ? 0 : (cells.column[cells.count - 1] ?? 0);
      this.#commas(columns - 1 - last);
    }
    this.#out[this.#length] = newline;
    this.#length += 1;
  }

  #single(cells: Cells, bytes: DataView): void {
    const start = this.#length;
    if (cells.count > 0) {
      this.#cell(cells, cells.count - 1, bytes);
    }
    if (this.#length === start) {
      this.#out[start] = quote;
      this.#out[start + 1] = quote;
      this.#length = start + 2;
    }
  }

  /**
   * Writes the cells while their columns increase; false, with nothing written, where they do not. Nearly every row
   * goes this way, so numbers are copied right here, with the place to write to in a local variable.
   */
  #inOrder({ count, column: columns, kind: kinds, start: starts, end: ends }: Cells, bytes: DataView): boolean {
    const rowStart = this.#length;
    let view = this.#view;
    let to = rowStart;
    let written = 0;
    for (let cell = 0; cell < count; cell += 1) {
      const column = columns[cell] ?? 0;
      if (column < written + (cell === 0 ? 0 : 1)) {
        this.#length = rowStart;
        return false;
      }
      // From a column to the next one there is one comma.
      for (; written < column; written += 1) {
        view.setUint8(to, comma);
        to += 1;
      }
      const kind = kinds[cell] ?? 0;
      const start = starts[cell] ?? 0;
      const end = ends[cell] ?? 0;
      if (kind <= cellKind.boolean) {
        // Four bytes at a time: the rest of the last word is written over by what follows.
        for (let from = start, place = to; from < end; from += 4, place += 4) {
          view.setInt32(place, bytes.getInt32(from, true), true);
        }
        to += end - start;
      } else if (kind !== cellKind.empty) {
        this.#length = to;
        this.#text(kind, bytes, [start, end]);
        to = this.#length;
        view = this.#view;
      }
    }
    this.#length = to;
    return true;
  }

  /** Of two cells of one column (`a.b` and `b` inside `a`) the last one counts. */
  #outOfOrder(cells: Cells, bytes: DataView, columns: number): void {
    if (this.#slots.length < columns) {
      this.#slots = new Int32Array(columns * 2);
    }
    const slots = this.#slots;
    for (let cell = 0; cell < cells.count; cell += 1) {
      slots[cells.column[cell] ?? 0] = cell + 1;
    }
    for (let column = 0; column < columns; column += 1) {
      this.#commas(column === 0 ? 0 : 1);
      const slot = slots[column] ?? 0;
      if (slot !== 0) {
        this.#cell(cells, slot - 1, bytes);
        slots[column] = 0;
      }
    }
  }

  #commas(count: number): void {
    const out = this.#out;
    let to = this.#length;
    if (count > 16) {
      out.fill(comma, to, to + count);
      this.#length = to + count;
      return;
    }
    for (let index = 0; index < count; index += 1) {
      out[to] = comma;
      to += 1;
    }
    this.#length = to;
  }

  #cell(cells: Cells, cell: number, bytes: DataView): void {
    const kind = cells.kind[cell] ?? 0;
    if (kind <= cellKind.boolean) {
      this.#copy(bytes, cells.start[cell] ?? 0, cells.end[cell] ?? 0);
    } else if (kind !== cellKind.empty) {
      this.#text(kind, bytes, [cells.start[cell] ?? 0, cells.end[cell] ?? 0]);
    }
  }

  #text(kind: number, bytes: DataView, [start, end]: readonly [number, number]): void {
    if (kind === cellKind.escaped && !this.#escapeFormulas) {
      this.#length = writeEscaped(bytes, [start + 1, end - 1], this.#out, this.#length);
    } else if (kind === cellKind.escaped || (this.#escapeFormulas && this.#isFormula(kind, bytes, start))) {
      this.#decoded(kind, bytes, [start, end]);
    } else if (kind === cellKind.plain) {
      this.#copy(bytes, start, end);
    } else {
      this.#quoted(bytes, start, end);
    }
  }

  #isFormula(kind: number, bytes: DataView, start: number): boolean {
    return kind !== cellKind.array && formulaBytes.has(bytes.getUint8(start));
  }

  /** A string that has to be read before it can be written. */
  #decoded(kind: number, bytes: DataView, [start, end]: readonly [number, number]): void {
    const source = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
      new Uint8Array(bytes.buffer, bytes.byteOffset + start, end - start),
    );
    const text: unknown = kind === cellKind.escaped ? JSON.parse(source) : source;
    const cell = typeof text === "string" ? text : source;
    const written = quotedCell(this.#escapeFormulas ? formulaEscaped(cell) : cell);
    this.#length += new TextEncoder().encodeInto(written, this.#out.subarray(this.#length)).written;
  }

  /** A cell in quotes where it holds a comma, a quote or an edge space, each of its quotes doubled. */
  #quoted(bytes: DataView, start: number, end: number): void {
    const out = this.#out;
    let to = this.#length;
    let needed = bytes.getUint8(start) === 0x20 || bytes.getUint8(end - 1) === 0x20;
    out[to++] = quote;
    for (let at = start; at < end; at += 1) {
      const byte = bytes.getUint8(at);
      needed ||= byte === comma || byte === quote || byte === 0x0d;
      if (byte === quote) {
        out[to++] = quote;
      }
      out[to++] = byte;
    }
    if (!needed) {
      this.#copy(bytes, start, end);
      return;
    }
    out[to++] = quote;
    this.#length = to;
  }

  /** Four bytes at a time: the rest of the last word is written over by what follows. */
  #copy(bytes: DataView, start: number, end: number): void {
    const view = this.#view;
    let to = this.#length;
    for (let at = start; at < end; at += 4) {
      view.setInt32(to, bytes.getInt32(at, true), true);
      to += 4;
    }
    this.#length += end - start;
  }

  #reserve(bytes: number): void {
    if (this.#length + bytes <= this.#out.length) {
      return;
    }
    const larger = new Uint8Array(Math.max(this.#out.length * 2, this.#length + bytes));
    larger.set(this.#out.subarray(0, this.#length));
    this.#out = larger;
    this.#view = new DataView(larger.buffer);
  }
}
