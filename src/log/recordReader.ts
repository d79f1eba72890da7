import { usualGrowth } from "./columnStore.ts";
import type { FlatCell } from "./flatten.ts";
import type { BlockRecords } from "./logBlock.ts";
import { KeyTable } from "./keyTable.ts";
import { lineKernel } from "./lineKernel.ts";
import { readLine, rowText, type LineDefect } from "./readablePath.ts";
import { RecordStore } from "./recordStore.ts";
import { RowPieces, type CsvRows } from "./rowPieces.ts";

export interface RecordReaderOptions {
  /** Whether CSV rows are made. */
  readonly csv: boolean;
  readonly escapeFormulas: boolean;
  /** Longer lines are not read. */
  readonly maxLineBytes: number;
  /** Which columns keep their numbers. */
  readonly keep: (key: string) => boolean;
}

/** Rows are shorter than the lines that they come from, which repeat their keys. */
const usualRowShare = 0.75;

/** What became of a line on the readable path. */
export type ReadResult =
  | { readonly kind: "blank" }
  /** `repeated`: keys that stand in it more than once. */
  | { readonly kind: "record"; readonly repeated: readonly LineDefect[] }
  /** `binary`: it holds NUL bytes. */
  | { readonly kind: "bad"; readonly defect: LineDefect; readonly binary: boolean };

/**
 * Whole lines in, records out: their CSV rows and their numbers. The kernel reads what it can, in blocks; the readable
 * path reads the rest, one line at a time.
 *
 * Invariant: a line gives one record or none, the same on both paths.
 */
export class RecordReader {
  readonly keys: KeyTable;
  readonly store: RecordStore;
  /** How many times as many records as there are now there may be in the end. */
  growth = usualGrowth;
  readonly #options: RecordReaderOptions;
  readonly #rows = new RowPieces();

  constructor(options: RecordReaderOptions) {
    this.#options = options;
    this.keys = new KeyTable(options.keep);
    this.store = new RecordStore(this.keys);
  }

  /**
   * Reads lines as far as they are for the kernel. `lines` end with a newline, `line` is the number of the first one;
   * `onLeft` is given each line that is not, by its place in `lines` and its number.
   */
  readLines(lines: Uint8Array, line: number, onLeft: (start: number, end: number, line: number) => void): number {
    const kernel = lineKernel();
    let [at, number] = [0, line];
    while (at < lines.length) {
      const block = blockEnd(lines, at, kernel.capacity);
      if (block > at) {
        kernel.take(lines.subarray(at, block));
      }
      const start = at;
      while (at < block) {
        at = start + this.#readBlock(at - start, number);
        number += kernel.records;
        if (at < block && !kernel.isFull) {
          at = leave(at);
        }
      }
      if (block === start) {
        at = leave(at);
      }
    }
    return number;

    function leave(start: number): number {
      const end = lines.indexOf(0x0a, start);
      onLeft(start, end, number);
      number += 1;
      return end + 1;
    }
  }

  /** Reads one line, its newline left out, for its meaning. */
  readLine(bytes: Uint8Array, line: number): ReadResult {
    if (isBlank(bytes)) {
      return { kind: "blank" };
    }
    const read = readLine(bytes, this.keys);
    if (read.cells === null) {
      return { kind: "bad", defect: read.defect, binary: bytes.includes(0) };
    }
    this.#add(read.cells, line);
    return { kind: "record", repeated: read.repeated };
  }

  /** Sets aside memory for the rows of so many bytes of lines. */
  expect(bytes: number): void {
    if (this.#options.csv) {
      this.#rows.expect(Math.ceil(bytes * usualRowShare));
    }
  }

  /** Takes up the records of a block, whose keys are known by now; `after`: the line before it. */
  takeBlock(block: BlockRecords, after: number): void {
    this.store.addBlock(block, after, this.growth);
    block.rows.forEach((rows) => this.#rows.addPiece(rows));
  }

  /** The CSV row of a line, its newline included, which becomes no record; null where the kernel cannot read it. */
  rowOf(line: Uint8Array): Uint8Array | null {
    const kernel = lineKernel();
    if (line.length > kernel.capacity) {
      return null;
    }
    kernel.take(line);
    return kernel.read(this.keys, { ...this.#blockOptions(), from: 0, rows: true }) === line.length
      ? kernel.rows().slice()
      : null;
  }

  /** The CSV rows of the records since the last call: pieces, each with the number of columns that its rows have. */
  takeRows(): CsvRows[] {
    return this.#rows.take();
  }

  /** Reads from the block that the kernel has; returns where it stopped. */
  #readBlock(from: number, line: number): number {
    const kernel = lineKernel();
    const end = kernel.read(this.keys, { ...this.#blockOptions(), from });
    this.store.addFrom(kernel, line, this.growth);
    if (this.#options.csv && kernel.records > 0) {
      this.#rows.add(kernel.rows(), this.keys.columns.length);
    }
    return end;
  }

  #blockOptions(): Omit<Parameters<ReturnType<typeof lineKernel>["read"]>[1], "from"> {
    const { csv, escapeFormulas, maxLineBytes } = this.#options;
    const columns = this.keys.columns.length;
    return { record: this.store.records, columns, rows: csv, longest: maxLineBytes, leaveFormulas: escapeFormulas };
  }

  #add(cells: readonly FlatCell[], line: number): void {
    this.store.add(cells, line);
    if (this.#options.csv) {
      const columns = this.keys.columns.length;
      this.#rows.addText(rowText(cells, columns, this.#options.escapeFormulas), columns);
    }
  }
}

/** Whether a line holds nothing but white space. */
export function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d);
}

/** End of the last whole line among the next `capacity` bytes; `at` where the first line alone is longer. */
function blockEnd(lines: Uint8Array, at: number, capacity: number): number {
  if (lines.length - at <= capacity) {
    return lines.length;
  }
  return at + lines.subarray(at, at + capacity).lastIndexOf(0x0a) + 1;
}
