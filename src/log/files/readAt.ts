import { readSync } from "node:fs";
import { errorCode } from "./errorCode.ts";

/**
 * Bytes of an open file from an offset on; fewer than `length` where the file ends before.
 *
 * The small reads and writes of a look are made at once, without the thread pool: they are served from memory nearly
 * always, where the way through the pool costs ten times the call itself, and the pool is shared with all other
 * extensions, whose reads a share that hangs would hold up.
 */
export function readAt(file: number, start: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length);
  return bytes.subarray(0, readInto(file, bytes, start));
}

/**
 * Whether an open file holds these bytes at a place. `scratch`: memory that is used for it where it is large enough, since
 * comparing again and again would otherwise keep the collector busy.
 */
export function holdsAt(file: number, start: number, bytes: Uint8Array, scratch: Buffer): boolean {
  const into = scratch.length < bytes.length ? Buffer.allocUnsafe(bytes.length) : scratch.subarray(0, bytes.length);
  return readInto(file, into, start) === bytes.length && into.equals(bytes);
}

/** Fills the memory with bytes of an open file; returns how many there were. */
function readInto(file: number, bytes: Buffer, start: number): number {
  let count = 0;
  while (count < bytes.length) {
    const read = readSome(file, count === 0 ? bytes : bytes.subarray(count), start + count);
    if (read === 0) {
      break;
    }
    count += read;
  }
  return count;
}

/** A signal may cut a read short, which is no error of the file. */
function readSome(file: number, into: Uint8Array, start: number): number {
  for (;;) {
    try {
      return readSync(file, into, 0, into.length, start);
    } catch (error) {
      if (errorCode(error) !== "EINTR") {
        throw error;
      }
    }
  }
}
