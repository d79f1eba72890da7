import type { Cells } from "./cells.ts";
import { RowWriter } from "./rowWriter.ts";

/** CSV rows that have the same number of columns: those known when they were written. */
export interface CsvRows {
  readonly columns: number;
  readonly bytes: Uint8Array;
}

/**
 * The CSV rows made so far, in pieces. Invariant: the rows of a piece have the same number of columns, so that they can
 * be filled up once more columns are known.
 */
export class RowPieces {
  readonly #writer: RowWriter;
  #pieces: CsvRows[] = [];
  #columns: number;

  constructor(options: { readonly escapeFormulas: boolean; readonly columns: number }) {
    this.#writer = new RowWriter(options.escapeFormulas);
    this.#columns = options.columns;
  }

  /** A row of the fast path, which meets no new columns. */
  row(cells: Cells, bytes: DataView, lineLength: number): void {
    this.#writer.row(cells, bytes, { columns: this.#columns, lineLength });
  }

  /** A row that was put together as text. */
  text(row: string, columns: number): void {
    if (columns !== this.#columns) {
      this.#close();
      this.#columns = columns;
    }
    this.#writer.text(row);
  }

  /** The pieces since the last call. */
  take(): CsvRows[] {
    this.#close();
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  /** Gives back the memory, after `take`. */
  rest(): void {
    this.#writer.rest();
  }

  #close(): void {
    if (this.#writer.length > 0) {
      this.#pieces.push({ columns: this.#columns, bytes: this.#writer.take() });
    }
  }
}
