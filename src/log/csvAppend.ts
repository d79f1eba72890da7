import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { sameSignature, signatureFrom, type FileSignature } from "./fileSignature.ts";
import { readAt } from "./readAt.ts";

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
 * Adds rows to a CSV of ours, under the lock. Where another Slopewise has added rows meanwhile, they have to be the
 * same ones, since a CSV depends on its log alone; only what is missing is written.
 * Invariant: it ends with all rows in the file, or with the file cut back to what it was and an error.
 * @throws {ChangedMeanwhile} where the file is not that CSV any more.
 */
export async function appendRows(path: string, own: OwnCsv, rows: Uint8Array): Promise<Appended> {
  const handle = await open(path, constants.O_RDWR | constants.O_NOFOLLOW);
  try {
    const there = await sharedRows(handle, own, rows);
    const error = await addOrCutBack(handle, rows.subarray(there), own.size + there);
    const signature = signatureFrom(await handle.stat({ bigint: true }));
    return error === null
      ? { own: { size: own.size + rows.length, signature, tail: lastBytes(own.tail, rows) }, error }
      : { own: { ...own, signature }, error };
  } finally {
    await handle.close();
  }
}

/** The last bytes of what was there and what came after it. */
export function lastBytes(before: Uint8Array, after: Uint8Array): Uint8Array {
  const all = after.length >= tailBytes ? after : Buffer.concat([before, after]);
  return new Uint8Array(all.subarray(Math.max(0, all.length - tailBytes)));
}

/** The last bytes before `size` in a file. */
export async function tailOf(handle: FileHandle, size: number): Promise<Uint8Array> {
  return readAt(handle, Math.max(0, size - tailBytes), Math.min(size, tailBytes));
}

/** Whether the file at `path` holds these bytes at `start`. */
export async function hasRowsAt(path: string, start: number, rows: Uint8Array): Promise<boolean> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    return (await readAt(handle, start, rows.length)).equals(rows);
  } finally {
    await handle.close();
  }
}

/** How many bytes of the rows are in the file already. */
async function sharedRows(handle: FileHandle, own: OwnCsv, rows: Uint8Array): Promise<number> {
  const now = signatureFrom(await handle.stat({ bigint: true }));
  const size = Number(now.size);
  if (sameSignature(now, own.signature) && size === own.size) {
    return 0;
  }
  if (now.inode !== own.signature.inode || size <= own.size) {
    throw new ChangedMeanwhile();
  }
  const start = own.size - own.tail.length;
  const shared = Math.min(size - own.size, rows.length);
  const there = await readAt(handle, start, own.tail.length + shared);
  if (!Buffer.concat([own.tail, rows.subarray(0, shared)]).equals(there)) {
    throw new ChangedMeanwhile();
  }
  return shared;
}

/** Returns what went wrong, or null. */
async function addOrCutBack(handle: FileHandle, rows: Uint8Array, start: number): Promise<Error | null> {
  try {
    await writeAll(handle, rows, start);
    return null;
  } catch (error) {
    await handle.truncate(start);
    return error instanceof Error ? error : new Error(String(error));
  }
}

/**
 * Writes all bytes at `start`; the system may take them in several portions.
 * @throws where it takes none.
 */
export async function writeAll(handle: FileHandle, bytes: Uint8Array, start: number): Promise<void> {
  let at = 0;
  while (at < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, at, bytes.length - at, start + at);
    if (bytesWritten === 0) {
      throw Object.assign(new Error("the disk took no bytes"), { code: "ENOSPC" });
    }
    at += bytesWritten;
  }
}
