import { cellKind, type Cells } from "./cells.ts";
import type { Column, LogTable } from "./columns.ts";
import { GrowingColumn } from "./columnStore.ts";
import type { FlatCell } from "./flatten.ts";
import type { KeyTable } from "./keyTable.ts";
import { LineIndex } from "./lineIndex.ts";

/**
 * The numbers of all records, by column, and the line of each record.
 * Invariant: a column gets at most one entry a record, and records come in order.
 */
export class RecordStore {
  records = 0;
  readonly #keys: KeyTable;
  readonly #columns: (GrowingColumn | null)[] = [];
  readonly #lines = new LineIndex();

  /** `keys` says which columns there are, and which of them keep their numbers. */
  constructor(keys: KeyTable) {
    this.#keys = keys;
  }

  /** Adds a record from the fast path. */
  add(cells: Cells, line: number): void {
    const row = this.#begin(line);
    for (let cell = 0; cell < cells.count; cell += 1) {
      const kind = cells.kind[cell] ?? 0;
      const column = this.#columns[cells.column[cell] ?? 0];
      if (kind <= cellKind.nonFinite) {
        column?.push(row, cells.value[cell] ?? NaN);
      } else if (kind !== cellKind.empty) {
        column?.text();
      }
    }
  }

  /** Adds a record from the readable path. */
  addFlat(cells: readonly FlatCell[], line: number): void {
    const row = this.#begin(line);
    for (const { column, value } of cells) {
      if (value.kind === "number" || value.kind === "nonFinite") {
        this.#columns[column]?.push(row, Number(value.text));
      } else if (value.kind !== "empty") {
        this.#columns[column]?.text();
      }
    }
  }

  /** The marks of the line index, to be kept. */
  lineMarks(): readonly [rows: Float64Array, lines: Float64Array] {
    return this.#lines.save();
  }

  /** Takes up what was kept; `columns` in the order of the keys. */
  restore(records: number, columns: readonly Column[], marks: readonly [Float64Array, Float64Array]): void {
    this.records = records;
    this.#lines.restore(marks);
    for (const column of columns) {
      const growing = this.#keys.kept[this.#columns.length] === 1 ? new GrowingColumn(column.key) : null;
      growing?.restore(column);
      this.#columns.push(growing);
    }
  }

  /** What is known now; later records do not change it. */
  snapshot(): LogTable {
    const keys = this.#keys.columns.slice();
    const columns = new Map<string, Column>();
    for (const column of this.#columns) {
      if (column !== null) {
        const snapshot = column.snapshot();
        columns.set(snapshot.key, snapshot);
      }
    }
    return { records: this.records, keys, column: (key) => columns.get(key), lineOf: this.#lines.snapshot() };
  }

  #begin(line: number): number {
    const { columns, kept } = this.#keys;
    for (let column = this.#columns.length; column < columns.length; column += 1) {
      this.#columns.push(kept[column] === 1 ? new GrowingColumn(columns[column] ?? "") : null);
    }
    const row = this.records;
    this.#lines.add(row, line);
    this.records = row + 1;
    return row;
  }
}
