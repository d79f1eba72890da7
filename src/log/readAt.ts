import type { FileHandle } from "node:fs/promises";

/** Bytes of a file from an offset on; fewer than `length` where the file ends before. */
export async function readAt(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let count = 0;
  while (count < length) {
    const { bytesRead } = await handle.read(bytes, count, length - count, start + count);
    if (bytesRead === 0) {
      break;
    }
    count += bytesRead;
  }
  return bytes.subarray(0, count);
}
