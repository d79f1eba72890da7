import type * as SyncFiles from "node:fs";
import type { BigIntStats } from "node:fs";
import type * as Files from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";

/** What the next file operations come to; each is asked with the path first, and may throw what the system would. */
export interface Faults {
  /** How many of the bytes the system takes. */
  write?: (path: string, bytes: number) => number;
  sync?: (path: string) => void;
  rename?: (path: string) => void;
  open?: (path: string) => void;
  /** How many of the bytes from a position on the system gives. */
  read?: (path: string, start: number, bytes: number) => number;
  /** What the system says of a file. */
  stat?: (path: string, stat: BigIntStats) => BigIntStats;
}

/** The faults in force; a test sets them and takes them away. */
export const faults: Faults = {};

export function clearFaults(): void {
  delete faults.write;
  delete faults.sync;
  delete faults.rename;
  delete faults.open;
  delete faults.read;
  delete faults.stat;
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

/** Which file a descriptor of `openSync` stands for. */
const paths = new Map<number, string>();

type ReadArguments = [file: number, into: Uint8Array, offset: number, length: number, start: number];

/** The module `node:fs` with the faults in what is called at once. */
export function faultySync(files: typeof SyncFiles): typeof SyncFiles {
  const { openSync, statSync, fstatSync, readSync, writeSync } = files as unknown as {
    openSync: typeof SyncFiles.openSync;
    statSync: (...given: unknown[]) => unknown;
    fstatSync: (...given: unknown[]) => unknown;
    readSync: (...given: ReadArguments) => number;
    writeSync: (...given: ReadArguments) => number;
  };
  const changed = {
    openSync: (path: string, ...rest: [number, number?]): number => {
      faults.open?.(path);
      const file = openSync(path, ...rest);
      paths.set(file, path);
      return file;
    },
    statSync: (path: string, ...rest: unknown[]) => told(path, statSync(path, ...rest)),
    fstatSync: (file: number, ...rest: unknown[]) => told(paths.get(file) ?? "", fstatSync(file, ...rest)),
    readSync: (...[file, into, offset, length, start]: ReadArguments): number => {
      const given = faults.read?.(paths.get(file) ?? "", start, length) ?? length;
      return given <= 0 ? 0 : readSync(file, into, offset, given, start);
    },
    writeSync: (...[file, bytes, offset, length, start]: ReadArguments): number => {
      const taken = faults.write?.(paths.get(file) ?? "", length) ?? length;
      return taken === 0 ? 0 : writeSync(file, bytes, offset, taken, start);
    },
  };
  return { ...files, ...changed } as unknown as typeof SyncFiles;
}

function told(path: string, stat: unknown): unknown {
  return faults.stat === undefined || stat === undefined ? stat : faults.stat(path, stat as BigIntStats);
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
