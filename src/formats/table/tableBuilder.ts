import { hash } from "node:crypto";
import type { LogTable } from "../../log/columns/columns.ts";
import { Windows, type Windowed } from "../../log/read/windows.ts";
import { instantOf } from "../../log/records/instant.ts";
import { numeralOf } from "../../log/records/numeral.ts";
import { TableStore } from "./tableStore.ts";

/** A cell that is no number, at its record. */
export interface TextCell {
  readonly row: number;
  readonly text: string;
}

/** V8 takes texts of more than 16,383 characters for the same where they are as long, and compares them one by one. */
const longestName = 4096;

/** The beginning of a name without end, with what tells it from others. */
function shortened(name: string): string {
  return `${name.slice(0, 100)}… (${hash("sha1", name, "hex")})`;
}

/** No record. */
const none = -2;

/** The texts of a table's cells, which the analysis does not need: by column, in record order. */
export type TextCells = ReadonlyMap<string, readonly TextCell[]>;

export interface TableOptions {
  /** Whether cells that are no numbers are kept, for a copy of the log as CSV. */
  readonly texts: boolean;
  /** Whether places in the log are records and not lines of a text. */
  readonly inRecords?: boolean;
  /** Who reads a log that is too long to be kept; where absent, all of any log is kept. */
  readonly windows?: Windowed | undefined;
}

/**
 * Puts the records of a log together, in order, into the table that JSON Lines give too.
 * Invariant: a column gets at most one cell a record; what a snapshot has seen is never written again.
 */
export class TableBuilder {
  readonly #store: TableStore;
  readonly #slots = new Map<string, number>();
  /** By column: the last record that has a cell in it. */
  readonly #lastRow: number[] = [];
  /** Null where nobody asked for texts. */
  readonly #texts: Map<string, TextCell[]> | null;
  /** Null where all numbers are kept, however many there are. */
  readonly #windows: Windows | null;

  constructor({ texts, inRecords = false, windows }: TableOptions) {
    this.#store = new TableStore({ inRecords });
    this.#texts = texts ? new Map() : null;
    this.#windows = windows === undefined ? null : new Windows(windows);
  }

  /** Number of records so far, the one in hand included. */
  get records(): number {
    return this.#store.records;
  }

  /** The slot of a column, made where there is none of that name yet; a name without end is shortened. */
  slot(name: string): number {
    const key = name.length > longestName ? shortened(name) : name;
    const known = this.#slots.get(key);
    if (known !== undefined) {
      return known;
    }
    const slot = this.#store.addColumn(key);
    this.#slots.set(key, slot);
    this.#lastRow.push(none);
    return slot;
  }

  /** Begins a record, which stands at a line (1-based) of its file; a log that is no text has none. */
  begin(line = 0): void {
    // Only now is the record before whole.
    this.#windows?.onRead(this.#store);
    this.#store.begin(line);
  }

  /** Whether the record in hand has a cell in that column. */
  has(slot: number): boolean {
    return this.#lastRow[slot] === this.records - 1;
  }

  /** Adds a number to the record in hand; of a column that has a cell there already, the first one counts. */
  number(slot: number, value: number): void {
    if (!this.has(slot)) {
      this.#lastRow[slot] = this.records - 1;
      this.#store.push(slot, value);
    }
  }

  /** Adds a cell that is no number to the record in hand; what is a number or a date with a time all the same counts as one. */
  text(slot: number, text: string): void {
    if (this.has(slot)) {
      return;
    }
    this.#lastRow[slot] = this.records - 1;
    this.#addText(slot, text);
    const key = this.#store.keyOf(slot);
    if (this.#texts !== null && key !== undefined) {
      const cells = this.#texts.get(key) ?? [];
      this.#texts.set(key, cells);
      cells.push({ row: this.records - 1, text });
    }
  }

  #addText(slot: number, text: string): void {
    const numeral = numeralOf(text);
    const number = numeral ?? instantOf(text);
    if (number === null) {
      this.#store.pushText(slot);
      return;
    }
    this.#store.push(slot, number);
    if (numeral !== null) {
      this.#store.noteQuoted(slot);
    }
  }

  /** The texts so far; none where nobody asked for them. */
  texts(): TextCells {
    return this.#texts ?? new Map();
  }

  /** What is known now; later records do not change it, and a cell that the last record gets later is not in it. */
  table(): LogTable {
    return this.#windows?.end(this.#store) ?? this.#store.table();
  }
}
