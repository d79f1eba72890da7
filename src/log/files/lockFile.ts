import { randomBytes } from "node:crypto";
import { lstatSync, lutimesSync, readlinkSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { t } from "../../l10n.ts";
import { errorCode } from "./errorCode.ts";
import { isMark } from "./lockMark.ts";
import { LogError } from "./logError.ts";
import { NotRegularFileError, readBounded } from "./regularFile.ts";

/** No mark has more bytes. */
const mostMarkBytes = 256;

/**
 * Makes a lock: a symbolic link to nowhere, whose text is the mark. Unlike a file it is never seen without its text,
 * whenever its maker is killed. False where something stands there already.
 */
export function createLock(path: string, mark: string): boolean {
  try {
    symlinkSync(mark, path);
    return true;
  } catch (error) {
    const code = errorCode(error);
    if (code === "EEXIST") {
      return false;
    }
    if (code === null || !withoutLinks.has(code)) {
      throw error;
    }
    return createFile(path, mark);
  }
}

/** Where the file system has no symbolic links, or the system permits none. */
const withoutLinks: ReadonlySet<string> = new Set(["EPERM", "ENOSYS", "ENOTSUP", "EOPNOTSUPP", "UNKNOWN"]);

function createFile(path: string, mark: string): boolean {
  try {
    writeFileSync(path, mark, { flag: "wx" });
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") {
      return false;
    }
    throw error;
  }
}

/** A lock that somebody made, and its time by the clock of the file system, in milliseconds. */
export interface FoundLock {
  readonly mark: string;
  readonly modified: number;
}

/** The lock at a path, or null where there is none. @throws {LogError} where what stands there is no lock. */
export function lookAtLock(path: string): FoundLock | null {
  try {
    return { mark: markAt(path), modified: lstatSync(path).mtimeMs };
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      return null;
    }
    throw error;
  }
}

/**
 * The mark of a lock.
 * @throws {LogError} where what stands there is no lock, whatever else it is: it is neither waited for nor taken away.
 */
function markAt(path: string): string {
  const mark = lockText(path);
  if (mark === null || !isMark(mark)) {
    throw new LogError(path, t("{0} has the name of a lock file of Slopewise. Move or rename it.", path));
  }
  return mark;
}

/** The text of a link or of a small file; null where there is something else. */
export function lockText(path: string): string | null {
  try {
    return readlinkSync(path);
  } catch (error) {
    if (errorCode(error) !== "EINVAL" && errorCode(error) !== "UNKNOWN") {
      throw error;
    }
  }
  try {
    const bytes = readBounded(path, mostMarkBytes);
    return bytes === null ? null : Buffer.from(bytes).toString("utf8");
  } catch (error) {
    if (error instanceof NotRegularFileError) {
      return null;
    }
    throw error;
  }
}

/** A name next to a lock that nobody else uses. */
export function asideOf(path: string): string {
  return `${path}.${randomBytes(6).toString("hex")}.tmp`;
}

/**
 * Takes a lock away, where it is still the one of this mark. A disk that fails once is asked again: a lock that stays
 * behind stops all writing until it is stale.
 */
export function removeLock(path: string, mark: string): void {
  try {
    removeOnce(path, mark);
  } catch {
    removeOnce(path, mark);
  }
}

function removeOnce(path: string, mark: string): void {
  try {
    if (lockText(path) === mark) {
      unlinkSync(path);
    }
  } catch (error) {
    if (errorCode(error) !== "ENOENT") {
      throw error;
    }
  }
}

/** Gives a sign of life, where the lock is still the one of this mark; `ahead`: the file system's clock less ours. */
export function touchLock(path: string, mark: string, ahead: number): void {
  const now = new Date(Date.now() + ahead);
  try {
    if (lockText(path) === mark) {
      lutimesSync(path, now, now);
    }
  } catch {
    // Gone already, or a file system that keeps no such times: a sign of life less.
  }
}
