import type { FileHandle } from "node:fs/promises";

/** Reads of 64 to 128 KiB stay in the processor's cache; larger ones are several times slower. */
const pieceBytes = 128 * 1024;

/**
 * The bytes of a file from `from` up to `to`, in pieces; fewer where the file ends before. While a piece is used, the
 * next one is read already. Invariant: a piece is valid only until the next one is asked for.
 */
export async function* piecesOf(handle: FileHandle, from: number, to: number): AsyncGenerator<Uint8Array> {
  const length = Math.min(pieceBytes, to - from);
  let [buffer, spare] = [Buffer.allocUnsafeSlow(length), Buffer.allocUnsafeSlow(length)];
  let at = from;
  let reading = read(handle, buffer, [at, to]);
  try {
    for (;;) {
      const count = await reading;
      if (count === 0) {
        return;
      }
      at += count;
      [buffer, spare] = [spare, buffer];
      reading = read(handle, buffer, [at, to]);
      yield spare.subarray(0, count);
    }
  } finally {
    // The caller may close the file at once: no read may be under way then.
    await reading.catch(() => 0);
  }
}

async function read(handle: FileHandle, buffer: Buffer, [at, to]: readonly [number, number]): Promise<number> {
  const length = Math.min(buffer.length, to - at);
  return length <= 0 ? 0 : (await handle.read(buffer, 0, length, at)).bytesRead;
}
