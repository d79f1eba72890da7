import { read as readWithCallback } from "node:fs";
import { promisify } from "node:util";
import { errorCode } from "./errorCode.ts";
import { readAt } from "./readAt.ts";

const readFrom = promisify(readWithCallback);

/** Pieces of this size stay in the processor's cache until they were used. */
const pieceBytes = 128 * 1024;

/**
 * The bytes of an open file from `from` up to `to`, in pieces; fewer where the file ends before. While a piece is used,
 * the next one is read already. Invariant: a piece is valid only until the next one is asked for.
 */
export async function* piecesOf(file: number, from: number, to: number): AsyncGenerator<Uint8Array> {
  const length = Math.min(pieceBytes, to - from);
  if (to - from <= pieceBytes) {
    const whole = readAt(file, from, Math.max(0, length));
    yield* whole.length === 0 ? [] : [whole];
    return;
  }
  let [buffer, spare] = [Buffer.allocUnsafeSlow(length), Buffer.allocUnsafeSlow(length)];
  let at = from;
  let reading = read(file, buffer, [at, to]);
  try {
    for (;;) {
      const count = await reading;
      if (count === 0) {
        return;
      }
      at += count;
      [buffer, spare] = [spare, buffer];
      reading = read(file, buffer, [at, to]);
      yield spare.subarray(0, count);
    }
  } finally {
    // The caller may close the file at once: no read may be under way then.
    await reading.catch(() => 0);
  }
}

async function read(file: number, buffer: Buffer, [at, to]: readonly [number, number]): Promise<number> {
  const length = Math.min(buffer.length, to - at);
  if (length <= 0) {
    return 0;
  }
  try {
    return (await readFrom(file, buffer, 0, length, at)).bytesRead;
  } catch (error) {
    // A signal may cut a read short, which is no error of the file.
    if (errorCode(error) === "EINTR") {
      return read(file, buffer, [at, to]);
    }
    throw error;
  }
}
