import { lstat, type FileHandle } from "node:fs/promises";
import { RowStripper } from "./csvPadding.ts";
import { csvHeader } from "../records/csvText.ts";
import { errorCode } from "../files/errorCode.ts";
import { piecesOf } from "../files/pieces.ts";
import { openRegularHandle } from "../files/regularFile.ts";

/**
 * Whose an existing CSV is, told by its content:
 * `same` and `prefix` (ours, whole or cut short, also from the time before its last columns, or with holes after a loss of power), `stale` (has our header,
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
  const handle = await openRegularHandle(path);
  try {
    const { size } = await handle.stat();
    const compared = await comparison(handle, Math.min(size, given.size), given);
    if (compared === "same" && size > given.size && given.size > 0 && !(await isNulls(handle, given.size, size))) {
      return "ahead";
    }
    if (compared === "same" && size <= given.size) {
      return size === given.size ? "same" : "prefix";
    }
    if (compared !== "different" && (await isNulls(handle, given.size, size))) {
      return "prefix";
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

/** How a file compares with the beginning of what the log gives; `holed`: the same but for NUL bytes. */
async function comparison(file: FileHandle, size: number, given: GivenCsv): Promise<"same" | "holed" | "different"> {
  let at = 0;
  let holed = false;
  for await (const piece of piecesOf(file.fd, 0, size)) {
    const expected = await bytesAt(given.handle, at, piece.length);
    at += piece.length;
    if (expected.equals(piece)) {
      continue;
    }
    holed = true;
    if (!isSameOrHoled(piece, expected)) {
      return "different";
    }
  }
  return holed ? "holed" : "same";
}

/** Whether the file at `path` holds these bytes and no others. */
export async function holdsAll(path: string, expected: AsyncIterable<Uint8Array>): Promise<boolean> {
  const handle = await openRegularHandle(path);
  try {
    let at = 0;
    for await (const piece of expected) {
      if (!(await bytesAt(handle, at, piece.length)).equals(piece)) {
        return false;
      }
      at += piece.length;
    }
    return (await handle.stat()).size === at;
  } finally {
    await handle.close();
  }
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

/** Whether the rows of a file, from `start` on, are those that the log gave when it had fewer keys. */
async function isEarlier(
  file: FileHandle,
  { start, end, columns }: { start: number; end: number; columns: number },
  given: GivenCsv,
): Promise<boolean> {
  if (columns === given.keys.length) {
    return false;
  }
  const stripper = new RowStripper(given.keys.length, columns);
  let at = start;
  for await (const piece of piecesOf(given.handle.fd, csvHeader(given.keys).length, given.size)) {
    const expected = stripper.push(piece);
    const there = await bytesAt(file, at, Math.min(expected.length, end - at));
    if (!isSameOrHoled(there, expected)) {
      return false;
    }
    at += there.length;
  }
  return isNulls(file, at, end);
}

/** Whether bytes are the expected ones or NUL, which stands where the power was lost before they reached the disk. */
function isSameOrHoled(there: Uint8Array, expected: Uint8Array): boolean {
  return there.every((byte, index) => byte === expected[index] || byte === 0);
}

/** Whether there are only NUL bytes from `start` to `end`. */
async function isNulls(file: FileHandle, start: number, end: number): Promise<boolean> {
  for await (const piece of piecesOf(file.fd, start, Math.max(start, end))) {
    if (!piece.every((byte) => byte === 0)) {
      return false;
    }
  }
  return true;
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let count = 0;
  while (count < length) {
    const { bytesRead } = await file.read(bytes, count, length - count, at + count);
    if (bytesRead === 0) {
      break;
    }
    count += bytesRead;
  }
  return bytes.subarray(0, count);
}
