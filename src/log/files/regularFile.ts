import { closeSync, constants, fstatSync, lstatSync, openSync, statSync, type BigIntStats, type Stats } from "node:fs";
import { lstat, open, stat, type FileHandle } from "node:fs/promises";
import { t } from "../../l10n.ts";
import { LogError } from "./logError.ts";
import { readAt } from "./readAt.ts";

/** What stands at a path is no regular file: a folder, a FIFO, a socket, a device, or a link where none is followed. */
export class NotRegularFileError extends LogError {
  constructor(path: string) {
    super(path, t("{0} is not a regular file. Move or rename it.", path));
    this.name = "NotRegularFileError";
  }
}

/** A file has more bytes than are ever read of such a file. */
export class TooLargeFileError extends LogError {
  constructor(path: string, limit: number) {
    super(path, t("{0} is larger than {1} MiB, too large for such a file.", path, limit / 2 ** 20));
    this.name = "TooLargeFileError";
  }
}

export interface OpeningOptions {
  /** Whether the file is written to as well; false where absent. */
  readonly write?: boolean;
  /** Whether a link is followed to its file; false where absent. */
  readonly followLinks?: boolean;
  /** What the system just said of the path; asked where absent. */
  readonly seen?: BigIntStats | undefined;
}

export interface OpenFile {
  readonly file: number;
  readonly stat: BigIntStats;
}

/**
 * Opens the regular file at a path, which the caller closes. Whatever else stands there is not even opened: that may wait
 * for ever (a FIFO) or do something (a device). The open file is looked at again, since another one may have come into its
 * place in between.
 * @throws {NotRegularFileError} where it is none, and what the system says where it cannot be opened.
 */
export function openRegular(path: string, options: OpeningOptions = {}): OpenFile {
  checkPlace(path, options);
  const file = openSync(path, flagsFor(options));
  try {
    const stat = fstatSync(file, { bigint: true });
    if (!stat.isFile()) {
      throw new NotRegularFileError(path);
    }
    return { file, stat };
  } catch (error) {
    closeSync(file);
    throw error;
  }
}

/**
 * Opens a log for reading, which the caller closes; a FIFO is refused without waiting for its writer. `seen`: what the
 * system just said of the path, where that was asked.
 * @throws where it cannot be opened or is no regular file.
 */
export function openLog(path: string, seen?: BigIntStats): OpenFile {
  try {
    return openRegular(path, { followLinks: true, seen });
  } catch (error) {
    throw error instanceof NotRegularFileError
      ? new LogError(
          path,
          t("Cannot read {0}: {1}", path, t("it is not a regular file. Give a log, such as metrics.jsonl.")),
        )
      : error;
  }
}

/** As `openRegular`, for a file that is read or written without holding up this thread. */
export async function openRegularHandle(path: string, options: OpeningOptions = {}): Promise<FileHandle> {
  if (!(await (options.followLinks === true ? stat : lstat)(path)).isFile()) {
    throw new NotRegularFileError(path);
  }
  const handle = await open(path, flagsFor(options));
  try {
    if (!(await handle.stat()).isFile()) {
      throw new NotRegularFileError(path);
    }
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * The bytes of a small regular file, links not followed; null where it has more than `limit`: of a file that may be of any
 * size no more than that is read.
 * @throws as `openRegular`.
 */
export function readBounded(path: string, limit: number): Uint8Array | null {
  const { file } = openRegular(path);
  try {
    const bytes = readAt(file, 0, limit + 1);
    return bytes.length > limit ? null : bytes;
  } finally {
    closeSync(file);
  }
}

/**
 * The bytes of a regular file of any size up to `limit`, links followed, without holding up this thread.
 * @throws {NotRegularFileError} where it is none, {@link TooLargeFileError} where it is larger, and what the system says.
 */
export async function readRegular(path: string, limit: number): Promise<Buffer> {
  const handle = await openRegularHandle(path, { followLinks: true });
  try {
    const { size } = await handle.stat();
    if (size > limit) {
      throw new TooLargeFileError(path, limit);
    }
    // Not until its end: a file that grows as fast as it is read has none.
    const bytes = Buffer.allocUnsafe(size);
    let length = 0;
    while (length < size) {
      const { bytesRead } = await handle.read(bytes, length, size - length);
      if (bytesRead === 0) {
        break;
      }
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await handle.close();
  }
}

function checkPlace(path: string, { followLinks = false, seen }: OpeningOptions): void {
  const stat: Stats | BigIntStats = seen ?? (followLinks ? statSync(path) : lstatSync(path));
  if (!stat.isFile()) {
    throw new NotRegularFileError(path);
  }
}

function flagsFor({ write = false, followLinks = false }: OpeningOptions): number {
  const access = write ? constants.O_RDWR : constants.O_RDONLY;
  return access | constants.O_NONBLOCK | (followLinks ? 0 : constants.O_NOFOLLOW);
}
