import type { Column, LogTable } from "../../log/columns/columns.ts";
import type { Windowed } from "../../log/read/windows.ts";
import { TableBuilder } from "./tableBuilder.ts";

/** A part of a run: one of its files, or several that follow one another. */
export interface TablePart {
  /** Its records, a stretch at a time: rows count from the beginning of the part. One table where all are at hand. */
  readonly tables: AsyncIterable<LogTable> | Iterable<LogTable>;
  /** What its columns are called in the run, by their name in the file. */
  readonly keyOf: (key: string) => string;
}

/** The records of some parts one after the other. `windows`: who reads them where they are too many to be kept. */
export function concatenated(parts: readonly TablePart[], windows?: Windowed): Promise<LogTable> {
  return combined({ parts, windows }, (cursors) => cursors.find(({ ended }) => !ended));
}

/**
 * The records of some parts by the number in one of their columns (a wall time), each part in its own order. A record
 * without that number follows the one before it.
 */
export function interleaved(parts: readonly TablePart[], key: string, windows?: Windowed): Promise<LogTable> {
  return combined({ parts, windows, key }, (cursors) => {
    let first: Cursor | undefined;
    let earliest = Infinity;
    for (const cursor of cursors) {
      const time = cursor.time;
      if (!cursor.ended && (first === undefined || time < earliest)) {
        first = cursor;
        earliest = time;
      }
    }
    return first;
  });
}

interface Cell {
  readonly slot: number;
  readonly column: Column;
  /** Index of its next number. */
  at: number;
}

/** Goes through the records of a part. */
class Cursor {
  ended = false;
  /** Of the record in hand: never before that of the record before. */
  time = -Infinity;
  readonly #part: TablePart;
  readonly #tables: AsyncIterator<LogTable, undefined>;
  readonly #timeKey: string | undefined;
  readonly #builder: TableBuilder;
  #cells: Cell[] = [];
  #timeColumn: Column | undefined;
  #timeAt = 0;
  #records = 0;
  #row = 0;

  constructor(part: TablePart, builder: TableBuilder, timeKey?: string) {
    this.#part = part;
    this.#builder = builder;
    this.#timeKey = timeKey;
    this.#tables = stretches(part.tables);
  }

  /** Whether the record in hand is not among those at hand: `load` has to be awaited then. */
  get isEmpty(): boolean {
    return !this.ended && this.#row >= this.#records;
  }

  /** Goes to the next stretch that holds a record. */
  async load(): Promise<void> {
    while (this.isEmpty) {
      const next = await this.#tables.next();
      if (next.done === true) {
        this.ended = true;
        return;
      }
      this.#take(next.value);
    }
    this.#readTime();
  }

  /** Gives the record in hand to the builder and goes on to the next. */
  give(): void {
    this.#builder.begin();
    for (const cell of this.#cells) {
      if (cell.column.rows[cell.at] === this.#row) {
        this.#builder.number(cell.slot, cell.column.values[cell.at] ?? NaN);
        cell.at += 1;
      }
    }
    this.#row += 1;
    this.#readTime();
  }

  #take(table: LogTable): void {
    this.#records = table.records;
    this.#timeColumn = this.#timeKey === undefined ? undefined : table.column(this.#timeKey);
    this.#timeAt = 0;
    this.#cells = table.keys.flatMap((key) => {
      const column = table.column(key);
      return column === undefined ? [] : [{ slot: this.#builder.slot(this.#part.keyOf(key)), column, at: 0 }];
    });
  }

  #readTime(): void {
    if (this.#timeColumn?.rows[this.#timeAt] === this.#row) {
      const time = this.#timeColumn.values[this.#timeAt] ?? NaN;
      this.time = Number.isNaN(time) ? this.time : Math.max(this.time, time);
      this.#timeAt += 1;
    }
  }
}

async function* stretches(tables: TablePart["tables"]): AsyncGenerator<LogTable, undefined> {
  yield* tables;
}

interface Combination {
  readonly parts: readonly TablePart[];
  readonly windows: Windowed | undefined;
  /** The column whose numbers say which record comes next. */
  readonly key?: string;
}

async function combined(
  { parts, windows, key }: Combination,
  next: (cursors: readonly Cursor[]) => Cursor | undefined,
): Promise<LogTable> {
  const builder = new TableBuilder({ texts: false, inRecords: true, windows });
  const cursors = parts.map((part) => new Cursor(part, builder, key));
  for (const cursor of cursors) {
    await cursor.load();
  }
  for (let cursor = next(cursors); cursor !== undefined; cursor = next(cursors)) {
    cursor.give();
    if (cursor.isEmpty) {
      await cursor.load();
    }
  }
  return builder.table();
}
