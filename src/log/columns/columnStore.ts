import type { Column } from "./columns.ts";
import type { NumberRun } from "../records/numberRun.ts";

/** Memory is not set aside for more numbers than this at once. */
const mostExpected = 2 ** 24;

/** Where numbers come one by one, buffers are made for so many times as many as there are. */
const pushGrowth = 1.5;

/** Memory for so many numbers is used again once they are dropped. */
const mostReused = 2 ** 18;

/**
 * The numbers of one key, growing with the log.
 * Invariant: what a snapshot has seen is never written again; growth makes a new array and leaves the old one to it.
 */
export class GrowingColumn {
  readonly key: string;
  /** Numbers that were dropped, and the record that came after them. */
  #dropped = 0;
  #base = 0;
  /** Null while the column has a number in every record from `#base` on: most have, and need no rows of their own. */
  #rows: Uint32Array<ArrayBuffer> | null = null;
  #values: Float64Array<ArrayBuffer>;
  #length = 0;
  #texts = 0;
  #quoted = 0;
  #times = 0;

  /** `room`: for so many numbers memory is set aside at once. */
  constructor(key: string, room = 16) {
    this.key = key;
    this.#values = new Float64Array(room);
  }

  /** How many numbers there are. */
  get length(): number {
    return this.#length;
  }

  /** Takes up a column that was kept. */
  restore({ rows, values, texts, quoted = 0, times = 0 }: Column): void {
    const size = Math.max(16, rows.length);
    this.#rows = isDense(rows) ? null : new Uint32Array(size);
    this.#rows?.set(rows);
    this.#values = new Float64Array(size);
    this.#values.set(values);
    this.#length = rows.length;
    this.#texts = texts;
    this.#quoted = quoted;
    this.#times = times;
  }

  /**
   * Adds numbers of later records, which count from record `base`. `growth`: how many times as many numbers as there are
   * then there may be in the end.
   */
  append({ values, first, rows, texts, quoted, times }: NumberRun, base: number, growth: number): void {
    this.#texts += texts;
    this.#quoted += quoted;
    this.#times += times;
    const at = this.#length;
    const count = values.length;
    if (count === 0) {
      return;
    }
    this.#reserve(at + count, growth);
    if (this.#rows === null && (rows !== null || base + first !== this.#base + at)) {
      this.#listRows();
    }
    for (let index = 0; this.#rows !== null && index < count; index += 1) {
      this.#rows[at + index] = base + (rows?.[index] ?? first + index);
    }
    this.#values.set(values, at);
    this.#length = at + count;
  }

  /** Adds one number of a record that is not before the last one. */
  push(row: number, value: number): void {
    const at = this.#length;
    if (at === this.#values.length) {
      this.#reserve(at + 1, pushGrowth);
    }
    if (this.#rows === null && row !== this.#base + at) {
      this.#listRows();
    }
    if (this.#rows !== null) {
      this.#rows[at] = row;
    }
    this.#values[at] = value;
    this.#length = at + 1;
  }

  /**
   * Forgets the numbers so far, which are those of the records before `next`, but not how many they are. Snapshots of them
   * do not hold any more.
   */
  drop(next: number): void {
    this.#dropped += this.#length;
    this.#base = next;
    this.#length = 0;
    this.#rows = null;
    if (this.#values.length > mostReused) {
      this.#values = new Float64Array(16);
    }
  }

  /** Says that the number added last was written as text. */
  noteQuoted(): void {
    this.#quoted += 1;
  }

  /** Counts a cell that holds something else than a number. */
  pushText(): void {
    this.#texts += 1;
  }

  snapshot(): Column {
    return {
      key: this.key,
      rows: this.#rows?.subarray(0, this.#length) ?? rowsFrom(this.#base, this.#length),
      values: this.#values.subarray(0, this.#length),
      texts: this.#texts,
      ...(this.#quoted === 0 ? {} : { quoted: this.#quoted }),
      ...(this.#times === 0 ? {} : { times: this.#times }),
      ...(this.#dropped === 0 ? {} : { dropped: this.#dropped }),
    };
  }

  /** From now on the column has rows of its own. */
  #listRows(): Uint32Array {
    this.#rows = new Uint32Array(this.#values.length);
    this.#rows.set(rowsFrom(this.#base, this.#length));
    return this.#rows;
  }

  #reserve(length: number, growth: number): void {
    if (length <= this.#values.length) {
      return;
    }
    const size = Math.max(16, length, Math.min(Math.ceil(length * growth), Math.max(length * 2, mostExpected)));
    if (this.#rows !== null) {
      const rows = new Uint32Array(size);
      rows.set(this.#rows);
      this.#rows = rows;
    }
    const values = new Float64Array(size);
    values.set(this.#values);
    this.#values = values;
  }
}

/** Whether a column has a number in every record from the first one: its rows increase, so the last one tells. */
export function isDense(rows: Uint32Array): boolean {
  return rows.length > 0 && rows.at(-1) === rows.length - 1;
}

let sharedRows = countTo(1024);

/** 0, 1, 2 and so on, for all columns that have a number in every record; not to be changed. */
export function rowsFromZero(length: number): Uint32Array {
  if (length > sharedRows.length) {
    sharedRows = countTo(Math.max(length, sharedRows.length * 2));
  }
  return sharedRows.subarray(0, length);
}

/** The records from `first` on, one after the other; those from 0 on are shared. */
function rowsFrom(first: number, length: number): Uint32Array {
  return first === 0 ? rowsFromZero(length) : countTo(length, first);
}

function countTo(length: number, first = 0): Uint32Array {
  const rows = new Uint32Array(length);
  for (let at = 0; at < length; at += 1) {
    rows[at] = first + at;
  }
  return rows;
}
