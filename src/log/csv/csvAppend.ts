import { closeSync, fstatSync, ftruncateSync, writeSync } from "node:fs";
import { sameSignature, signatureFrom, type FileSignature } from "../files/fileSignature.ts";
import { errorCode } from "../files/errorCode.ts";
import { readAt } from "../files/readAt.ts";
import { NotRegularFileError, openRegular, type OpenFile } from "../files/regularFile.ts";
import { someTaken } from "../files/writeAll.ts";

/** How much of the file before our last byte is looked at again when somebody else has written to it. */
const tailBytes = 4096;

/** A CSV of ours: `size` bytes of it are rows that we know of; `signature` is the file when it was seen last. */
export interface OwnCsv {
  readonly size: number;
  readonly signature: FileSignature;
  /** The last bytes before `size`. */
  readonly tail: Uint8Array;
}

/** The file is not what it was: nothing was written. */
export class ChangedMeanwhile extends Error {}

/** What became of an attempt to add rows: the file as it is now, and why the rows are not in it, or null. */
export interface Appended {
  readonly own: OwnCsv;
  readonly error: Error | null;
}

/**
 * Adds rows to a CSV of ours. Where another Slopewise has added rows meanwhile, they have to be the same ones, since a
 * CSV depends on its log alone; only what is missing is written. It takes no lock: two that add at once write the same
 * bytes at the same place, and what was written is read again together with the bytes before it.
 * Invariant: it ends with all rows in the file, or with the file cut back to what it was and an error.
 * @throws {ChangedMeanwhile} where the file is not that CSV any more.
 */
export function appendRows(path: string, own: OwnCsv, rows: Uint8Array): Appended {
  const { file, stat } = openOwn(path);
  try {
    const there = sharedRows({ file, stat }, own, rows);
    const error = addOrCutBack(file, rows.subarray(there), own.size + there);
    const signature = signatureFrom(fstatSync(file, { bigint: true }));
    if (error !== null) {
      return { own: { ...own, signature }, error };
    }
    const held = ownWith(file, own, rows);
    if (held === null) {
      throw new ChangedMeanwhile();
    }
    return { own: { size: own.size + rows.length, signature, tail: tailIn(held) }, error };
  } finally {
    closeSync(file);
  }
}

/** The last bytes before `size` in a file. */
export function tailOf(file: number, size: number): Uint8Array {
  return readAt(file, Math.max(0, size - tailBytes), Math.min(size, tailBytes));
}

/** Whether the file at `path` holds these bytes at `start`. */
export function hasRowsAt(path: string, start: number, rows: Uint8Array): boolean {
  const { file } = openRegular(path);
  try {
    return readAt(file, start, rows.length).equals(rows);
  } finally {
    closeSync(file);
  }
}

/** What an opening of our CSV fails with where something else stands in its place by now, or nothing. */
const notOurs: ReadonlySet<string> = new Set(["ENOENT", "ELOOP", "EISDIR"]);

function openOwn(path: string): OpenFile {
  try {
    return openRegular(path, { write: true });
  } catch (error) {
    const isOther = error instanceof NotRegularFileError || notOurs.has(errorCode(error) ?? "");
    throw isOther ? new ChangedMeanwhile() : error;
  }
}

/** How many bytes of the rows are in the file already. */
function sharedRows({ file, stat }: OpenFile, own: OwnCsv, rows: Uint8Array): number {
  const now = signatureFrom(stat);
  const size = Number(now.size);
  if (sameSignature(now, own.signature) && size === own.size) {
    return 0;
  }
  if (now.inode !== own.signature.inode || size <= own.size) {
    throw new ChangedMeanwhile();
  }
  const shared = Math.min(size - own.size, rows.length);
  if (ownWith(file, own, rows.subarray(0, shared)) === null) {
    throw new ChangedMeanwhile();
  }
  return shared;
}

/** The last bytes that were ours and these rows behind them, as the file holds them; null where it does not. */
function ownWith(file: number, { size, tail }: OwnCsv, rows: Uint8Array): Uint8Array | null {
  const there = readAt(file, size - tail.length, tail.length + rows.length);
  const holds = there.subarray(0, tail.length).equals(tail) && there.subarray(tail.length).equals(rows);
  return holds ? there : null;
}

/** The last bytes of what was read: a view, unless that would keep much more in memory. */
function tailIn(read: Uint8Array): Uint8Array {
  const tail = read.subarray(Math.max(0, read.length - tailBytes));
  return read.length > 2 * tailBytes ? new Uint8Array(tail) : tail;
}

/** Returns what went wrong, or null. */
function addOrCutBack(file: number, rows: Uint8Array, start: number): Error | null {
  try {
    for (let at = 0; at < rows.length;) {
      at += someTaken(writeSync(file, rows, at, rows.length - at, start + at));
    }
    return null;
  } catch (error) {
    ftruncateSync(file, start);
    return error instanceof Error ? error : new Error(String(error));
  }
}
