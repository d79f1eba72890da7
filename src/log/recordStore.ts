import type { Column, LogTable } from "./columns.ts";
import { GrowingColumn } from "./columnStore.ts";
import type { FlatCell } from "./flatten.ts";
import type { KeyTable } from "./keyTable.ts";
import type { BlockColumn, BlockRecords } from "./logBlock.ts";
import { LineIndex } from "./lineIndex.ts";
import type { LineKernel } from "./lineKernel.ts";

/**
 * The numbers of all records, by column, and the line of each record.
 * Invariant: a column gets at most one entry a record, and records come in order.
 */
export class RecordStore {
  records = 0;
  readonly #keys: KeyTable;
  /** By slot of the kept columns. */
  readonly #columns: GrowingColumn[] = [];
  readonly #lines = new LineIndex();

  /** `keys` says which columns there are, and which of them keep their numbers. */
  constructor(keys: KeyTable) {
    this.#keys = keys;
  }

  /**
   * Adds the records that the kernel read last; `line`: the line of the first one, each being on a line of its own.
   * `growth`: how many times as many there may be in the end.
   */
  addFrom(kernel: LineKernel, line: number, growth: number): void {
    if (kernel.records === 0) {
      return;
    }
    this.#reserve();
    this.#lines.add(this.records, line);
    for (const [slot, column] of this.#columns.entries()) {
      const kept = kernel.numbers(slot);
      if (kept !== null) {
        column.addTexts(kept.texts);
        column.append(kept, growth);
      }
    }
    this.records += kernel.records;
  }

  /** Adds the records of a block; `after`: the line before it. `growth`: how many times as many there may be in the end. */
  addBlock(block: BlockRecords, after: number, growth: number): void {
    this.#reserve();
    const [rows, lines] = block.lineMarks;
    rows.forEach((row, mark) => this.#lines.add(this.records + row, after + (lines[mark] ?? 0)));
    const columns = new Map(this.#columns.map((column) => [column.key, column]));
    for (const { key, ...numbers } of block.columns) {
      columns.get(key)?.appendBlock(numbers, { first: this.records, growth });
    }
    this.records += block.records;
  }

  /** The columns as a block that starts with the first record. */
  block(): BlockColumn[] {
    this.#reserve();
    return this.#columns.map((column) => column.block());
  }

  /** Adds a record from the readable path. */
  add(cells: readonly FlatCell[], line: number): void {
    this.#reserve();
    this.#lines.add(this.records, line);
    for (const { column, value } of cells) {
      const kept = this.#columns[this.#keys.slotOf(column)];
      if (value.kind === "number" || value.kind === "nonFinite") {
        kept?.push(this.records, Number(value.text));
      } else if (value.kind !== "empty") {
        kept?.addTexts(1);
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
  }

  /** What is known now; later records do not change it. */
  snapshot(): LogTable {
    const keys = this.#keys.columns.slice();
    const columns = new Map(this.#columns.map((column) => [column.key, column.snapshot()]));
    return { records: this.records, keys, column: (key) => columns.get(key), lineOf: this.#lines.snapshot() };
  }

  /** Makes a column for each slot. */
  #reserve(): void {
    const { columns, kept } = this.#keys;
    for (let slot = this.#columns.length; slot < kept.length; slot += 1) {
      this.#columns.push(new GrowingColumn(columns[kept[slot] ?? 0] ?? ""));
    }
  }
}
