import { randomBytes } from "node:crypto";
import {
  lstatSync,
  lutimesSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { errorCode } from "./logError.ts";
import { hostMark, isRunning } from "./processes.ts";

/** A lock of another computer that shows no sign of life for so many milliseconds is taken over. */
const staleAfter = 30_000;

/** Its holder gives a sign of life this often. */
const refreshEvery = 5_000;

/** Locks of other computers as they were seen first, by path: their clocks are not ours. */
const seen = new Map<string, { readonly state: string; readonly at: number }>();

/** Locks that this thread holds, by path. */
const held = new Map<string, string>();

/** With a number these tell the locks of this thread from all others. */
const thread = `${hostMark} ${process.pid} ${randomBytes(6).toString("hex")}`;
let locks = 0;

/** Whether somebody holds the lock of `target`, or died with it. */
export function isLocked(target: string): boolean {
  return lstatSync(lockOf(target), { throwIfNoEntry: false }) !== undefined;
}

/**
 * Runs `use` while no other Slopewise, on this computer or another one, replaces `target`.
 * Returns null, without running it, where another one does.
 *
 * The lock stands beside the target and is made in one step that only one can win. Invariants: it is there only while
 * `use` runs, unless the process is killed; who takes over checks that what it took away is what it judged; who was
 * taken over, having slept for too long, leaves the lock of the other alone.
 */
export async function withLock<T>(target: string, use: () => T | Promise<T>): Promise<{ readonly value: T } | null> {
  const path = lockOf(target);
  locks += 1;
  const mark = `${thread}-${locks}`;
  if (!acquire(path, mark)) {
    return null;
  }
  held.set(path, mark);
  const refresh = setInterval(() => touch(path, mark), refreshEvery);
  refresh.unref();
  try {
    return { value: await use() };
  } finally {
    clearInterval(refresh);
    if (held.get(path) === mark) {
      held.delete(path);
    }
    remove(path, mark);
  }
}

/**
 * The same, but asks for the lock again for two seconds: it is held for short moments only.
 * @throws with the code EBUSY where it is held all the time.
 */
export async function withLockPatiently<T>(target: string, use: () => Promise<T>): Promise<T> {
  for (let left = 40; ; left -= 1) {
    const done = await withLock(target, use);
    if (done !== null) {
      return done.value;
    }
    if (left === 0) {
      throw Object.assign(new Error("another window writes it"), { code: "EBUSY" });
    }
    await setTimeout(50);
  }
}

function lockOf(target: string): string {
  return join(dirname(target), `.${basename(target)}.slopewise-lock`);
}

function acquire(path: string, mark: string): boolean {
  if (create(path, mark)) {
    return true;
  }
  const found = look(path);
  if (found === null) {
    return create(path, mark);
  }
  return isStale(path, found) && takeAway(path, found.mark) && create(path, mark);
}

/**
 * Makes the lock: a symbolic link to nowhere, whose text is the mark. Unlike a file it is never seen without its text,
 * whenever its maker is killed.
 */
function create(path: string, mark: string): boolean {
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

interface FoundLock {
  readonly mark: string;
  readonly modified: number;
}

function look(path: string): FoundLock | null {
  try {
    return { mark: markAt(path), modified: lstatSync(path).mtimeMs };
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      return null;
    }
    throw error;
  }
}

function markAt(path: string): string {
  try {
    return readlinkSync(path);
  } catch (error) {
    if (errorCode(error) === "EINVAL" || errorCode(error) === "UNKNOWN") {
      return readFileSync(path, "utf8");
    }
    throw error;
  }
}

/** Whether its holder is gone: at once for a process of this computer, after a silence for all others. */
function isStale(path: string, { mark, modified }: FoundLock): boolean {
  const [host, pid] = mark.split(" ");
  if (host === hostMark && Number(pid) > 0) {
    return Number(pid) === process.pid ? held.get(path) !== mark : !isRunning(Number(pid));
  }
  const state = `${mark} ${modified}`;
  const before = seen.get(path);
  if (before?.state !== state) {
    seen.set(path, { state, at: performance.now() });
    return false;
  }
  return performance.now() - before.at > staleAfter;
}

/** Moves a stale lock aside; false where another process was faster, whose lock is put back. */
function takeAway(path: string, mark: string): boolean {
  const aside = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      return true;
    }
    throw error;
  }
  const taken = markAt(aside);
  if (taken !== mark) {
    putBack(path, taken);
  }
  rmSync(aside, { force: true });
  seen.delete(path);
  return taken === mark;
}

function putBack(path: string, mark: string): void {
  try {
    create(path, mark);
  } catch {
    // Its holder goes on without it, as when it had been taken over.
  }
}

/** Takes a lock away, where it is still the one of this mark. */
function remove(path: string, mark: string): void {
  try {
    if (markAt(path) === mark) {
      unlinkSync(path);
    }
  } catch (error) {
    if (errorCode(error) !== "ENOENT") {
      throw error;
    }
  }
}

/** Gives a sign of life, where the lock is still the one of this mark. */
function touch(path: string, mark: string): void {
  const now = new Date();
  try {
    if (markAt(path) === mark) {
      lutimesSync(path, now, now);
    }
  } catch {
    // Gone already, or a file system that keeps no such times: a sign of life less.
  }
}
