import { closeSync } from "node:fs";
import type { Column, LogTable } from "../../log/columns/columns.ts";
import type { KeptColumns } from "../../log/columns/thinnedTable.ts";
import { fileError } from "../../log/files/logError.ts";
import { piecesOf } from "../../log/files/pieces.ts";
import { openLog } from "../../log/files/regularFile.ts";
import type { Windowed, WindowReader } from "../../log/read/windows.ts";
import type { TableBuilder } from "../table/tableBuilder.ts";

/** What makes records of the bytes of a file. */
interface StretchTaker {
  readonly builder: TableBuilder;
  push(bytes: Uint8Array): void;
}

/** Records, and numbers, of a stretch. */
const [records, numbers] = [2 ** 14, 2 ** 17];
const limits = { records, numbers, windowRecords: records, windowNumbers: numbers, stretches: 1 };

const nothingKept: KeptColumns = { anchor: "", single: new Set(), values: new Set(), samples: () => false };

/**
 * The records of a file that is read once, a stretch at a time, so that files of any length can be put together. `make`
 * makes what takes the file's bytes and has its records read by windows. Rows count from the beginning of the file.
 * @throws {LogError} where the file cannot be read.
 */
export async function* stretchesOf(path: string, make: (windows: Windowed) => StretchTaker): AsyncGenerator<LogTable> {
  const found: LogTable[] = [];
  const reader: WindowReader = { begin: () => nothingKept, read: (window) => found.push(copyOf(window)) };
  const taker = make({ reader, limits });
  for await (const piece of bytesOf(path)) {
    taker.push(piece);
    yield* found.splice(0);
  }
  const all = taker.builder.table();
  yield* found.length > 0 ? found : [all];
}

/** Gives a taker all bytes of a file. @throws {LogError} where the file cannot be read. */
export async function readOnce(path: string, taker: Pick<StretchTaker, "push">): Promise<void> {
  for await (const piece of bytesOf(path)) {
    taker.push(piece);
  }
}

/** The bytes of a file in pieces, each of which is valid only until the next one is asked for. */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    const { file, stat } = openLog(path);
    try {
      yield* piecesOf(file, 0, Number(stat.size));
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw fileError(error, path, "read");
  }
}

/** The records of some files one after the other: rows count from the beginning of the first one. */
export async function* inOrder(files: readonly AsyncIterable<LogTable>[]): AsyncGenerator<LogTable> {
  let before = 0;
  for (const file of files) {
    let records = 0;
    for await (const table of file) {
      ({ records } = table);
      yield before === 0 ? table : later(table, before);
    }
    before += records;
  }
}

/** A table with so many records before it. */
function later(table: LogTable, before: number): LogTable {
  const column = (key: string): Column | undefined => {
    const own = table.column(key);
    return own && { ...own, rows: own.rows.map((row) => row + before) };
  };
  return { ...table, records: table.records + before, column };
}

/** A window whose arrays stay as they are once its records are dropped. */
function copyOf(window: LogTable): LogTable {
  const columns = new Map<string, Column>();
  for (const key of window.keys) {
    const column = window.column(key);
    if (column !== undefined) {
      columns.set(key, { ...column, rows: column.rows.slice(), values: column.values.slice() });
    }
  }
  return { ...window, column: (key) => columns.get(key) };
}
