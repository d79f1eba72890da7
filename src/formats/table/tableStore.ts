import type { LogTable } from "../../log/columns/columns.ts";
import { GrowingColumn } from "../../log/columns/columnStore.ts";
import { LineIndex } from "../../log/columns/lineIndex.ts";

/**
 * The numbers of the records that a `TableBuilder` puts together, by slot, and the line of each record.
 * Invariant: what a snapshot has seen is never written again, until the numbers are dropped.
 */
export class TableStore {
  records = 0;
  /** How many numbers are kept, of all columns. */
  numbers = 0;
  readonly #columns: GrowingColumn[] = [];
  /** Null where records have numbers alone, as in a log that is no text. */
  readonly #lines: LineIndex | null;

  constructor({ inRecords }: { readonly inRecords: boolean }) {
    this.#lines = inRecords ? null : new LineIndex();
  }

  /** A column for a key; returns its slot. */
  addColumn(key: string): number {
    return this.#columns.push(new GrowingColumn(key)) - 1;
  }

  keyOf(slot: number): string | undefined {
    return this.#columns[slot]?.key;
  }

  /** Begins a record, which stands at a line (1-based) of its file. */
  begin(line: number): void {
    this.#lines?.add(this.records, line);
    this.records += 1;
  }

  /** Adds a number to the record in hand, where it has none in that column. */
  push(slot: number, value: number): void {
    this.#columns[slot]?.push(this.records - 1, value);
    this.numbers += 1;
  }

  /** Says that the number of that column that was added last was written as text. */
  noteQuoted(slot: number): void {
    this.#columns[slot]?.noteQuoted();
  }

  /** Counts a cell of that column that holds something else than a number. */
  pushText(slot: number): void {
    this.#columns[slot]?.pushText();
  }

  /** Forgets the numbers of the records so far, but not the records: tables that were given do not hold any more. */
  dropNumbers(): void {
    this.#columns.forEach((column) => column.drop(this.records));
    this.numbers = 0;
  }

  /** What is kept now; later records do not change it. */
  table(): LogTable {
    const columns = new Map(this.#columns.map((column) => [column.key, column.snapshot()]));
    return {
      records: this.records,
      keys: [...columns.keys()],
      column: (key) => columns.get(key),
      ...(this.#lines === null
        ? { inRecords: true, lineOf: (row: number) => row + 1 }
        : { lineOf: this.#lines.snapshot() }),
    };
  }
}
