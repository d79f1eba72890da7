import type { LogTable } from "../../log/columns/columns.ts";
import { TableBuilder } from "./tableBuilder.ts";

/** A part of a run: one of its files, or several that follow one another. */
export interface TablePart {
  readonly table: LogTable;
  /** What its columns are called in the run, by their name in the file. */
  readonly keyOf: (key: string) => string;
}

/** The records of some parts one after the other. */
export function concatenated(parts: readonly TablePart[]): LogTable {
  return combined(parts, (cursors) => cursors.find(({ row, part }) => row < part.table.records));
}

/**
 * The records of some parts by the number in one of their columns (a wall time), each part in its own order. A record
 * without that number follows the one before it.
 */
export function interleaved(parts: readonly TablePart[], key: string): LogTable {
  const times = new Map(parts.map((part) => [part, timesOf(part.table, key)]));
  return combined(parts, (cursors) => {
    let first: Cursor | undefined;
    let earliest = Infinity;
    for (const cursor of cursors) {
      const time = times.get(cursor.part)?.[cursor.row] ?? Infinity;
      if (cursor.row < cursor.part.table.records && (first === undefined || time < earliest)) {
        first = cursor;
        earliest = time;
      }
    }
    return first;
  });
}

/** By record: its time, never before that of the record before. */
function timesOf(table: LogTable, key: string): Float64Array {
  const times = new Float64Array(table.records).fill(NaN);
  const column = table.column(key);
  column?.rows.forEach((row, index) => (times[row] = column.values[index] ?? NaN));
  let latest = -Infinity;
  return times.map((time) => (latest = Math.max(latest, Number.isNaN(time) ? latest : time)));
}

interface Cursor {
  readonly part: TablePart;
  readonly cells: readonly { readonly slot: number; readonly column: NonNullable<ReturnType<LogTable["column"]>> }[];
  /** By column: its next number. */
  readonly at: Int32Array;
  row: number;
}

function combined(parts: readonly TablePart[], next: (cursors: readonly Cursor[]) => Cursor | undefined): LogTable {
  const builder = new TableBuilder({ texts: false, inRecords: true });
  const cursors = parts.map((part): Cursor => {
    const cells = part.table.keys.flatMap((key) => {
      const column = part.table.column(key);
      return column === undefined ? [] : [{ slot: builder.slot(part.keyOf(key)), column }];
    });
    return { part, cells, at: new Int32Array(cells.length), row: 0 };
  });
  for (let cursor = next(cursors); cursor !== undefined; cursor = next(cursors)) {
    builder.begin();
    for (const [index, { slot, column }] of cursor.cells.entries()) {
      const at = cursor.at[index] ?? 0;
      if (column.rows[at] === cursor.row) {
        builder.number(slot, column.values[at] ?? NaN);
        cursor.at[index] = at + 1;
      }
    }
    cursor.row += 1;
  }
  return builder.table();
}
