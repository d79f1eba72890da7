import type { FlatCell } from "./flatten.ts";
import type { KeyTable } from "./keyTable.ts";
import type { LineKernel, ReadOptions } from "./lineKernel.ts";
import { readLine, rowText, type LineDefect } from "./slowPath.ts";
import type { RowChunks } from "./rowChunks.ts";

/** With more columns than this a reading of fewer records by the kernel is slow: so many lines are read one by one then. */
const manyColumns = 1_000;
const fewRecords = 16;
const linesApart = 64;

/** Where the records go that a reader reads. */
export interface RecordSink {
  /** How many there are. */
  readonly records: number;
  /**
   * Adds the records that the kernel read last from so many bytes; `line`: the line of the first one, each being on a line
   * of its own.
   */
  addFrom(kernel: LineKernel, line: number, bytes: number): void;
  /** Adds a record from the slow path. */
  add(cells: readonly FlatCell[], line: number, bytes: number): void;
}

export interface RecordReaderOptions {
  readonly kernel: LineKernel;
  readonly keys: KeyTable;
  readonly sink: RecordSink;
  /** Where CSV rows go; null where none are made. */
  readonly rows: RowChunks | null;
  readonly escapeFormulas: boolean;
  /** Longer lines are not read. */
  readonly maxLineBytes: number;
}

/** What became of a line on the slow path. */
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
  readonly #options: RecordReaderOptions;
  #rows: RowChunks | null;

  constructor(options: RecordReaderOptions) {
    this.#options = options;
    this.#rows = options.rows;
  }

  /** From now on no CSV rows are made. */
  stopRows(): void {
    this.#rows = null;
  }

  /**
   * Reads lines as far as they are for the kernel. `lines` end with a newline, `line` is the number of the first one;
   * `onLeft` is given each line that is not, by its place in `lines` and its number.
   */
  readLines(lines: Uint8Array, line: number, onLeft: (start: number, end: number, line: number) => void): number {
    const { kernel } = this.#options;
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
          // Where the kernel is stopped again and again, handing over its numbers costs more than it saves.
          const apart = kernel.records < fewRecords && this.#options.keys.kept.length > manyColumns ? linesApart : 0;
          for (let lines = 0; lines < apart && at < block; lines += 1) {
            at = leave(at);
          }
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
    const read = readLine(bytes, this.#options.keys);
    if (read.cells === null) {
      return { kind: "bad", defect: read.defect, binary: bytes.includes(0) };
    }
    this.#add(read.cells, line, bytes.length);
    return { kind: "record", repeated: read.repeated };
  }

  /** The CSV row of a line, its newline included, which becomes no record; null where the kernel cannot read it. */
  rowOf(line: Uint8Array): Uint8Array | null {
    const { kernel } = this.#options;
    if (line.length > kernel.capacity) {
      return null;
    }
    kernel.take(line);
    return kernel.read(this.#options.keys, { ...this.#readOptions(0), rows: true }) === line.length
      ? kernel.rows().slice()
      : null;
  }

  /** Reads from the block that the kernel has; returns where it stopped. */
  #readBlock(from: number, line: number): number {
    const { kernel, keys, sink } = this.#options;
    const end = kernel.read(keys, this.#readOptions(from));
    sink.addFrom(kernel, line, end - from);
    if (kernel.records > 0) {
      this.#rows?.add(kernel.rows(), keys.columns.length);
    }
    return end;
  }

  #readOptions(from: number): ReadOptions {
    const { keys, sink, escapeFormulas, maxLineBytes } = this.#options;
    const columns = keys.columns.length;
    const limits = { longest: maxLineBytes, leaveFormulas: escapeFormulas };
    return { from, record: sink.records, columns, rows: this.#rows !== null, ...limits };
  }

  #add(cells: readonly FlatCell[], line: number, bytes: number): void {
    const { keys, sink, escapeFormulas } = this.#options;
    sink.add(cells, line, bytes);
    const columns = keys.columns.length;
    this.#rows?.addText(rowText(cells, columns, escapeFormulas), columns);
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
