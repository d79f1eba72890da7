import type { FileHandle } from "node:fs/promises";

/**
 * Writes all bytes at `start`; the system may take them in several parts.
 * @throws where it takes none.
 */
export async function writeAll(handle: FileHandle, bytes: Uint8Array, start: number): Promise<void> {
  let at = 0;
  while (at < bytes.length) {
    at += someTaken((await handle.write(bytes, at, bytes.length - at, start + at)).bytesWritten);
  }
}

/** @throws where the system took no byte, without an error of its own. */
export function someTaken(bytes: number): number {
  if (bytes === 0) {
    throw Object.assign(new Error("the disk took no bytes"), { code: "ENOSPC" });
  }
  return bytes;
}
