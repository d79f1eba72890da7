import type * as Files from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";

/** What the next file operations come to; each is asked with the path first, and may throw what the system would. */
export interface Faults {
  /** How many of the bytes the system takes. */
  write?: (path: string, bytes: number) => number;
  sync?: (path: string) => void;
  rename?: (path: string) => void;
  open?: (path: string) => void;
}

/** The faults in force; a test sets them and takes them away. */
export const faults: Faults = {};

export function clearFaults(): void {
  delete faults.write;
  delete faults.sync;
  delete faults.rename;
  delete faults.open;
}

/** An error as the system gives it. */
export function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: injected`), { code });
}

/** The module `node:fs/promises` with the faults in it. */
export function faulty(files: typeof Files): typeof Files {
  return {
    ...files,
    open: async (path, flags, mode) => {
      faults.open?.(String(path));
      return withFaults(await files.open(path, flags, mode), String(path));
    },
    rename: async (from, to) => {
      faults.rename?.(String(to));
      await files.rename(from, to);
    },
  };
}

function withFaults(handle: FileHandle, path: string): FileHandle {
  const write = handle.write.bind(handle) as (
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ) => Promise<{ bytesWritten: number; buffer: Uint8Array }>;
  const sync = handle.sync.bind(handle);
  return Object.assign(handle, {
    write: async (bytes: Uint8Array, offset: number, length: number, position: number) => {
      const taken = faults.write?.(path, length) ?? length;
      return taken === 0 ? { bytesWritten: 0, buffer: bytes } : write(bytes, offset, taken, position);
    },
    sync: async () => {
      faults.sync?.(path);
      await sync();
    },
  });
}
