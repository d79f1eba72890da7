import { constants } from "node:fs";
import { lstat, open, type FileHandle } from "node:fs/promises";
import { RowPadder } from "./csvPadding.ts";
import { csvHeader } from "./csvText.ts";
import { errorCode } from "./logError.ts";
import { piecesOf } from "./pieces.ts";

/**
 * Whose an existing CSV is, told by its content:
 * `same` and `prefix` (ours, whole or cut short, also from the time before its last columns), `stale` (has our header,
 * but other rows), `ahead` (begins
 * with all that the log gave when it was read: another Slopewise has read more), `foreign` (anything else), `absent`, `refused` (a link, a folder or a device, which is not touched).
 */
export type CsvOwner = "absent" | "same" | "prefix" | "ahead" | "stale" | "foreign" | "refused";

/** The CSV that the log gives, in a file. */
export interface GivenCsv {
  readonly handle: FileHandle;
  readonly size: number;
  readonly keys: readonly string[];
}

/** Compares the file at `path` with what the log gives. */
export async function csvOwner(path: string, given: GivenCsv): Promise<CsvOwner> {
  const kind = await placeKind(path);
  if (kind !== "file") {
    return kind === "nothing" ? "absent" : "refused";
  }
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { size } = await handle.stat();
    if (await isPrefix(handle, Math.min(size, given.size), given.handle)) {
      return size === given.size ? "same" : size < given.size ? "prefix" : given.size > 0 ? "ahead" : "foreign";
    }
    const columns = await headerColumns(handle, size, given.keys);
    if (columns === null) {
      return "foreign";
    }
    const start = csvHeader(given.keys.slice(0, columns)).length;
    return (await isEarlier(handle, { start, end: size, columns }, given)) ? "prefix" : "stale";
  } finally {
    await handle.close();
  }
}

/** What stands at a path, links not followed. */
export async function placeKind(path: string): Promise<"nothing" | "file" | "other"> {
  try {
    return (await lstat(path)).isFile() ? "file" : "other";
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      return "nothing";
    }
    throw error;
  }
}

async function isPrefix(file: FileHandle, size: number, given: FileHandle): Promise<boolean> {
  let at = 0;
  for await (const piece of piecesOf(file, 0, size)) {
    if (!(await hasBytes(given, at, piece))) {
      return false;
    }
    at += piece.length;
  }
  return true;
}

/** Whether a file begins with a header that the log gave once. */
export async function hasOurHeader(file: FileHandle, keys: readonly string[]): Promise<boolean> {
  return (await headerColumns(file, (await file.stat()).size, keys)) !== null;
}

/** How many of the keys the header of a file names, or null where it is no header of ours. */
async function headerColumns(file: FileHandle, size: number, keys: readonly string[]): Promise<number | null> {
  const whole = csvHeader(keys);
  const there = Buffer.alloc(Math.min(size, whole.length));
  const { bytesRead } = await file.read(there, 0, there.length, 0);
  for (let columns = keys.length; columns > 0 && bytesRead === there.length; columns -= 1) {
    const header = csvHeader(keys.slice(0, columns));
    if (header.length <= there.length && there.subarray(0, header.length).equals(header)) {
      return columns;
    }
  }
  return null;
}

/** Whether the rows of a file are those that the log gave when it had fewer keys. */
async function isEarlier(
  file: FileHandle,
  { start, end, columns }: { start: number; end: number; columns: number },
  given: GivenCsv,
): Promise<boolean> {
  if (columns === given.keys.length) {
    return false;
  }
  const padder = new RowPadder(columns, given.keys.length);
  let at = csvHeader(given.keys).length;
  for await (const piece of piecesOf(file, start, end)) {
    const rows = padder.push(piece);
    if (!(await hasBytes(given.handle, at, rows))) {
      return false;
    }
    at += rows.length;
  }
  return hasBytes(given.handle, at, padder.rest);
}

async function hasBytes(file: FileHandle, at: number, bytes: Uint8Array): Promise<boolean> {
  const there = Buffer.allocUnsafe(bytes.length);
  let count = 0;
  while (count < bytes.length) {
    const { bytesRead } = await file.read(there, count, bytes.length - count, at + count);
    if (bytesRead === 0) {
      return false;
    }
    count += bytesRead;
  }
  return there.equals(bytes);
}
