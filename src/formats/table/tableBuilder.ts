import type { LogTable } from "../../log/columns/columns.ts";
import { GrowingColumn } from "../../log/columns/columnStore.ts";
import { LineIndex } from "../../log/columns/lineIndex.ts";
import { instantOf } from "../../log/records/instant.ts";
import { numeralOf } from "../../log/records/numeral.ts";

/** A cell that is no number, at its record. */
export interface TextCell {
  readonly row: number;
  readonly text: string;
}

/** No record. */
const none = -2;

/** The texts of a table's cells, which the analysis does not need: by column, in record order. */
export type TextCells = ReadonlyMap<string, readonly TextCell[]>;

/**
 * Puts the records of a log together, in order, into the table that JSON Lines give too.
 * Invariant: a column gets at most one cell a record; what a snapshot has seen is never written again.
 */
export class TableBuilder {
  readonly #keys: string[] = [];
  readonly #slots = new Map<string, number>();
  readonly #columns: GrowingColumn[] = [];
  /** By column: the last record that has a cell in it. */
  readonly #lastRow: number[] = [];
  /** Null where records have numbers alone, as in a log that is no text. */
  readonly #lines: LineIndex | null;
  /** Null where nobody asked for texts. */
  readonly #texts: Map<string, TextCell[]> | null;
  #records = 0;

  /**
   * `texts`: whether cells that are no numbers are kept, for a copy of the log as CSV. `inRecords`: whether places in the
   * log are records and not lines of a text.
   */
  constructor({ texts, inRecords = false }: { readonly texts: boolean; readonly inRecords?: boolean }) {
    this.#texts = texts ? new Map() : null;
    this.#lines = inRecords ? null : new LineIndex();
  }

  /** Number of records so far, the one in hand included. */
  get records(): number {
    return this.#records;
  }

  /** The slot of a column, made where there is none of that name yet. */
  slot(key: string): number {
    const known = this.#slots.get(key);
    if (known !== undefined) {
      return known;
    }
    this.#slots.set(key, this.#keys.length);
    this.#columns.push(new GrowingColumn(key));
    this.#lastRow.push(none);
    return this.#keys.push(key) - 1;
  }

  /** Begins a record, which stands at a line (1-based) of its file; a log that is no text has none. */
  begin(line = 0): void {
    this.#lines?.add(this.#records, line);
    this.#records += 1;
  }

  /** Whether the record in hand has a cell in that column. */
  has(slot: number): boolean {
    return this.#lastRow[slot] === this.#records - 1;
  }

  /** Adds a number to the record in hand; of a column that has a cell there already, the first one counts. */
  number(slot: number, value: number): void {
    if (!this.has(slot)) {
      this.#lastRow[slot] = this.#records - 1;
      this.#columns[slot]?.push(this.#records - 1, value);
    }
  }

  /** Adds a cell that is no number to the record in hand; what is a number or a date with a time all the same counts as one. */
  text(slot: number, text: string): void {
    if (this.has(slot)) {
      return;
    }
    this.#lastRow[slot] = this.#records - 1;
    this.#addText(this.#columns[slot], text);
    const key = this.#keys[slot];
    if (this.#texts !== null && key !== undefined) {
      const cells = this.#texts.get(key) ?? [];
      this.#texts.set(key, cells);
      cells.push({ row: this.#records - 1, text });
    }
  }

  #addText(column: GrowingColumn | undefined, text: string): void {
    const numeral = numeralOf(text);
    const number = numeral ?? instantOf(text);
    if (number === null) {
      column?.pushText();
      return;
    }
    column?.push(this.#records - 1, number);
    if (numeral !== null) {
      column?.noteQuoted();
    }
  }

  /** The texts so far; none where nobody asked for them. */
  texts(): TextCells {
    return this.#texts ?? new Map();
  }

  /** What is known now; later records do not change it, and a cell that the last record gets later is not in it. */
  table(): LogTable {
    const columns = new Map(this.#columns.map((column) => [column.key, column.snapshot()]));
    return {
      records: this.#records,
      keys: this.#keys.slice(),
      column: (key) => columns.get(key),
      ...(this.#lines === null
        ? { inRecords: true, lineOf: (row: number) => row + 1 }
        : { lineOf: this.#lines.snapshot() }),
    };
  }
}
