import type * as SyncFiles from "node:fs";
import type * as Files from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";

/** One thing that was done to the disk. A file is known by a number of its own, whatever its names. */
export type DiskOperation =
  | { readonly kind: "create"; readonly path: string; readonly file: number }
  | { readonly kind: "write"; readonly file: number; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: "truncate"; readonly file: number; readonly size: number }
  | { readonly kind: "sync"; readonly file: number }
  | { readonly kind: "syncFolder" }
  | { readonly kind: "rename"; readonly from: string; readonly to: string }
  | { readonly kind: "remove"; readonly path: string }
  | { readonly kind: "mark"; readonly name: string };

/** What was done to the disk, in order, while recording. */
export const recorded: DiskOperation[] = [];

const files = new Map<string, number>();
let filesMade = 0;
let folder: string | null = null;

/** Records what is done inside a folder from now on; null: no more. */
export function record(inside: string | null): void {
  folder = inside;
}

/** Notes a file that was there, safe on the disk, before anything was recorded. */
export function recordExisting(path: string, bytes: Uint8Array): void {
  const file = fileAt(path);
  recorded.push({ kind: "write", file, at: 0, bytes }, { kind: "sync", file }, { kind: "syncFolder" });
}

/** Notes something that the test did. */
export function mark(name: string): void {
  recorded.push({ kind: "mark", name });
}

/** The module `node:fs/promises`, which does everything and writes down what it does. */
export function recording(real: typeof Files): typeof Files {
  return {
    ...real,
    open: async (path, flags, mode) => {
      const handle = await real.open(path, flags, mode);
      return isRecorded(path) ? withRecord(handle, String(path)) : handle;
    },
    rename: async (from, to) => {
      await real.rename(from, to);
      if (isRecorded(to)) {
        recorded.push({ kind: "rename", from: String(from), to: String(to) });
        files.set(String(to), fileAt(String(from)));
        files.delete(String(from));
      }
    },
    rm: async (path, options) => {
      await real.rm(path, options);
      if (isRecorded(path)) {
        recorded.push({ kind: "remove", path: String(path) });
        files.delete(String(path));
      }
    },
  };
}

/** Which recorded file a descriptor of `openSync` stands for. */
const openFiles = new Map<number, number>();

/** The module `node:fs`, which writes down what is done at once. */
export function recordingSync(real: typeof SyncFiles): typeof SyncFiles {
  const { writeSync } = real as unknown as { writeSync: (...given: WriteArguments) => number };
  const changed = {
    openSync: (path: string, ...rest: [number, number?]): number => {
      const descriptor = real.openSync(path, ...rest);
      openFiles.delete(descriptor);
      if (isRecorded(path)) {
        openFiles.set(descriptor, fileAt(path));
      }
      return descriptor;
    },
    writeSync: (...[descriptor, bytes, offset, length, at]: WriteArguments): number => {
      const file = openFiles.get(descriptor);
      if (file !== undefined) {
        recorded.push({ kind: "write", file, at, bytes: new Uint8Array(bytes.subarray(offset, offset + length)) });
      }
      return writeSync(descriptor, bytes, offset, length, at);
    },
    ftruncateSync: (descriptor: number, size: number): void => {
      const file = openFiles.get(descriptor);
      if (file !== undefined) {
        recorded.push({ kind: "truncate", file, size });
      }
      real.ftruncateSync(descriptor, size);
    },
  };
  return { ...real, ...changed } as unknown as typeof SyncFiles;
}

type WriteArguments = [descriptor: number, bytes: Uint8Array, offset: number, length: number, at: number];

function isRecorded(path: unknown): boolean {
  return folder !== null && String(path).startsWith(folder) && !String(path).endsWith(".jsonl");
}

function fileAt(path: string): number {
  const known = files.get(path);
  if (known !== undefined) {
    return known;
  }
  filesMade += 1;
  files.set(path, filesMade);
  recorded.push({ kind: "create", path, file: filesMade });
  return filesMade;
}

function withRecord(handle: FileHandle, path: string): FileHandle {
  if (path === folder) {
    const sync = handle.sync.bind(handle);
    return Object.assign(handle, {
      sync: async () => {
        await sync();
        recorded.push({ kind: "syncFolder" });
      },
    });
  }
  return recordedFile(handle, fileAt(path));
}

function recordedFile(handle: FileHandle, file: number): FileHandle {
  const write = handle.write.bind(handle) as (...given: [Uint8Array, number, number, number]) => Promise<unknown>;
  const sync = handle.sync.bind(handle);
  const truncate = handle.truncate.bind(handle);
  return Object.assign(handle, {
    write: async (bytes: Uint8Array, offset: number, length: number, at: number) => {
      recorded.push({ kind: "write", file, at, bytes: new Uint8Array(bytes.subarray(offset, offset + length)) });
      return write(bytes, offset, length, at);
    },
    sync: async () => {
      await sync();
      recorded.push({ kind: "sync", file });
    },
    truncate: async (size: number) => {
      recorded.push({ kind: "truncate", file, size });
      await truncate(size);
    },
  });
}
