import type { Column, LogTable } from "./columns.ts";
import { GrowingColumn } from "./columnStore.ts";
import type { FlatCell } from "../records/flatten.ts";
import type { KeyTable } from "../records/keyTable.ts";
import type { BlockRecords } from "./logBlock.ts";
import { LineIndex } from "./lineIndex.ts";
import type { LineKernel } from "../records/lineKernel.ts";
import { runOf } from "../records/numberRun.ts";
import { readRuns } from "./numberRunBuffer.ts";
import type { RecordSink } from "../records/recordReader.ts";

/** Fewer bytes do not tell how many records the rest of a log holds. */
const leastTelling = 32 * 1024;

/** The rest of a log may hold a few more records a byte than its beginning. */
const spareRoom = 1.03;

/** Where it is not known how many records there will be, buffers is made for so many times as many as there are. */
const usualGrowth = 1.5;

/**
 * The numbers of all records, by column, and the line of each record.
 * Invariant: a column gets at most one entry a record, and records come in order.
 */
export class RecordStore implements RecordSink {
  records = 0;
  /** How many numbers are kept, of all columns. */
  numbers = 0;
  readonly #keys: KeyTable;
  readonly #expectedBytes: number;
  /** Of the records' lines. */
  #bytes = 0;
  /** By slot of the kept columns. */
  #columns: GrowingColumn[] = [];
  #lines = new LineIndex();

  /**
   * `keys` says which columns there are, and which of them keep their numbers; `expectedBytes`: how many bytes of lines
   * will come, as far as that is known.
   */
  constructor(keys: KeyTable, expectedBytes: number) {
    this.#keys = keys;
    this.#expectedBytes = expectedBytes;
  }

  addFrom(kernel: LineKernel, line: number, bytes: number): void {
    if (kernel.records === 0) {
      return;
    }
    this.#reserve();
    this.#lines.add(this.records, line);
    this.#bytes += bytes;
    const growth = this.#growthAt(this.#bytes);
    for (const [slot, column] of this.#columns.entries()) {
      const run = kernel.numbers(slot);
      if (run !== null) {
        column.append(run, 0, growth);
        this.numbers += run.values.length;
      }
    }
    this.records += kernel.records;
  }

  /** Adds the records of a block; `after`: the line before it. */
  addBlock(block: BlockRecords, after: number): void {
    this.#reserve();
    const [rows, lines] = block.lineMarks;
    rows.forEach((row, mark) => this.#lines.add(this.records + row, after + (lines[mark] ?? 0)));
    readRuns(block.numbers, (slot, run) => {
      const records = (run.rows?.at(-1) ?? run.first + run.values.length - 1) + 1;
      const growth = this.#growthAt(this.#bytes + (block.bytes * records) / block.records);
      this.#columns[slot]?.append(run, this.records, growth);
      this.numbers += run.values.length;
    });
    this.records += block.records;
    this.#bytes += block.bytes;
  }

  add(cells: readonly FlatCell[], line: number, bytes: number): void {
    this.#reserve();
    this.#bytes += bytes;
    const growth = this.#growthAt(this.#bytes);
    this.#lines.add(this.records, line);
    for (const { column, value } of cells) {
      const run = runOf(value, this.records);
      if (run !== null) {
        this.#columns[this.#keys.slotOf(column)]?.append(run, 0, growth);
        this.numbers += run.values.length;
      }
    }
    this.records += 1;
  }

  /** The marks of the line index, to be kept. */
  lineMarks(): readonly [rows: Float64Array, lines: Float64Array] {
    return this.#lines.save();
  }

  /** Takes up what was kept; `columns` in the order of the keys. */
  restore(records: number, columns: readonly Column[], marks: readonly [Float64Array, Float64Array]): void {
    this.records = records;
    this.#lines.restore(marks);
    this.#reserve();
    columns.forEach((column, index) => this.#columns[this.#keys.slotOf(index)]?.restore(column));
    this.numbers = columns.reduce((sum, { values }) => sum + values.length, 0);
  }

  /** Forgets the numbers of the records so far, but not the records; snapshots do not hold any more. */
  drop(): void {
    this.#columns.forEach((column) => column.drop(this.records));
    this.numbers = 0;
  }

  /** What is known now; later records do not change it. */
  snapshot(): LogTable {
    const keys = this.#keys.columns.slice();
    const leftOut = this.#keys.leftOut === null ? {} : { leftOut: this.#keys.leftOut };
    const columns = new Map(this.#columns.map((column) => [column.key, column.snapshot()]));
    return {
      records: this.records,
      keys,
      column: (key) => columns.get(key),
      lineOf: this.#lines.snapshot(),
      ...leftOut,
    };
  }

  /** What is known now, and forgotten here: the next record is the first one again. */
  take(): LogTable {
    const table = this.snapshot();
    this.records = 0;
    this.numbers = 0;
    // As many records as before are likely to come until the next call.
    this.#columns = this.#columns.map(({ key, length }) => new GrowingColumn(key, Math.ceil(length * spareRoom) + 16));
    this.#lines = new LineIndex();
    return table;
  }

  /** How many times as many records as these bytes held there may be in the end. */
  #growthAt(bytes: number): number {
    const isKnown = bytes >= leastTelling && bytes < this.#expectedBytes;
    return isKnown ? (this.#expectedBytes / bytes) * spareRoom : usualGrowth;
  }

  /** Makes a column for each slot. */
  #reserve(): void {
    const { columns, kept } = this.#keys;
    for (let slot = this.#columns.length; slot < kept.length; slot += 1) {
      this.#columns.push(new GrowingColumn(columns[kept[slot] ?? 0] ?? ""));
    }
  }
}
