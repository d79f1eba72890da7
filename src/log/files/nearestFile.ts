import { statSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { t } from "../../l10n.ts";
import { NotRegularFileError, openRegularHandle } from "./regularFile.ts";

/** Settings files are small; a larger one is a mistake, and is not read into memory. */
const maxBytes = 1024 * 1024;

/** A file that is there but cannot be used; its message is a sentence for people. */
export class UnusableFileError extends Error {
  readonly path: string;

  constructor(path: string, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "UnusableFileError";
    this.path = path;
  }
}

export interface NearestFile {
  /** Absolute path. */
  readonly path: string;
  readonly text: string;
}

/**
 * The file of a name in a folder or, where that has none, in the nearest folder above it; null where there is none.
 *
 * @throws {UnusableFileError} with a sentence for people where the nearest such file is no regular file, cannot be read, is over
 * 1 MiB or is not UTF-8: another one further up must not take its place unnoticed.
 */
export async function nearestFile(name: string, fromFolder: string): Promise<NearestFile | null> {
  let folder = resolve(fromFolder);
  for (;;) {
    const path = join(folder, name);
    const text = await readSmallFile(path);
    if (text !== null) {
      return { path, text };
    }
    const above = dirname(folder);
    if (above === folder) {
      return null;
    }
    folder = above;
  }
}

/**
 * The text of a small UTF-8 file, or null where there is no such file. `most`: bytes that it may have.
 * @throws {UnusableFileError} with a sentence for people, as `nearestFile`.
 */
export async function readSmallFile(path: string, most = maxBytes): Promise<string | null> {
  try {
    // Asked at once, without the thread pool: mostly there is nothing, in thousands of folders every few seconds.
    if (statSync(path, { throwIfNoEntry: false }) === undefined) {
      return null;
    }
    const file = await openRegularHandle(path, { followLinks: true });
    try {
      return decoded(path, await readAtMost(file, most + 1), most);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (isAbsence(error)) {
      return null;
    }
    if (error instanceof NotRegularFileError) {
      throw new UnusableFileError(path, t("{0} is not a regular file.", path));
    }
    throw isSystemError(error)
      ? new UnusableFileError(path, t("{0} cannot be read ({1}).", path, error.code), { cause: error })
      : error;
  }
}

async function readAtMost(file: FileHandle, limit: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(limit);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(bytes, length, limit - length);
    length += bytesRead;
    if (bytesRead === 0 || length === limit) {
      return bytes.subarray(0, length);
    }
  }
}

function decoded(path: string, bytes: Uint8Array, most: number): string {
  if (bytes.length > most) {
    const size = most / 2 ** 20;
    throw new UnusableFileError(path, t("{0} is larger than {1} MiB, too large for such a file.", path, size));
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    throw new UnusableFileError(path, t("{0} is not UTF-8 text.", path), { cause: error });
  }
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";
}

/** ENOTDIR: a part of the path is a file; a folder of that name cannot hold anything. */
function isAbsence(error: unknown): boolean {
  return isSystemError(error) && (error.code === "ENOENT" || error.code === "ENOTDIR");
}
