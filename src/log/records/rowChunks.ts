/** CSV rows that have the same number of columns: those known when they were written. */
export interface CsvRows {
  readonly columns: number;
  readonly bytes: Uint8Array;
}

const encoder = new TextEncoder();

/**
 * The CSV rows made so far, in pieces. Invariant: the rows of a piece have the same number of columns, so that they can
 * be filled up once more columns are known.
 */
export class RowChunks {
  #pieces: CsvRows[] = [];
  #columns = 0;
  #memory: Uint8Array<ArrayBuffer>;
  /** The part of the memory that is free for the piece in hand. */
  #out: Uint8Array<ArrayBuffer>;
  #length = 0;
  #total = 0;

  /** `buffers`: where rows go as long as there is buffers. */
  constructor(buffers: Uint8Array<ArrayBuffer> = new Uint8Array()) {
    this.#memory = buffers;
    this.#out = buffers;
  }

  /** Where rows go now: the buffers that was given, or a larger one. */
  get memory(): Uint8Array<ArrayBuffer> {
    return this.#memory;
  }

  /** Bytes of all rows so far. */
  get bytes(): number {
    return this.#total + this.#length;
  }

  /** Adds rows; the bytes are copied. */
  add(rows: Uint8Array, columns: number): void {
    this.#reserve(rows.length, columns);
    this.#out.set(rows, this.#length);
    this.#length += rows.length;
  }

  /** Adds a row that was put together as text. */
  addText(row: string, columns: number): void {
    this.#reserve(row.length * 3, columns);
    this.#length += encoder.encodeInto(row, this.#out.subarray(this.#length)).written;
  }

  /** Adds a piece as it is. */
  addPiece(rows: CsvRows): void {
    this.#close();
    this.#pieces.push(rows);
  }

  /** The pieces since the last call. */
  take(): CsvRows[] {
    this.#close();
    const pieces = this.#pieces;
    this.#pieces = [];
    return pieces;
  }

  #reserve(bytes: number, columns: number): void {
    if (columns !== this.#columns) {
      this.#close();
      this.#columns = columns;
    }
    if (this.#length + bytes > this.#out.length) {
      // Rows of one piece of the log come in a few chunks of about the same size.
      const larger = new Uint8Array(Math.max(this.#out.length * 2, this.#length + bytes * 3));
      larger.set(this.#out.subarray(0, this.#length));
      this.#memory = larger;
      this.#out = larger;
    }
  }

  /** A piece is the very bytes written, so the next one goes behind them. */
  #close(): void {
    if (this.#length > 0) {
      this.#pieces.push({ columns: this.#columns, bytes: this.#out.subarray(0, this.#length) });
      this.#out = this.#out.subarray(this.#length);
      this.#total += this.#length;
      this.#length = 0;
    }
  }
}
