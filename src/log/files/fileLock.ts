import { randomBytes } from "node:crypto";
import {
  lstatSync,
  lutimesSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { t } from "../../l10n.ts";
import { errorCode } from "./errorCode.ts";
import { LogError } from "./logError.ts";
import { birthMark, hostMark, stateOf, type ProcessState } from "./processes.ts";
import { NotRegularFileError, readBounded } from "./regularFile.ts";

/**
 * A lock that showed no sign of life for so many milliseconds is taken over, whoever made it: its maker may be another
 * computer, or its process number may be in use again.
 */
const staleAfter = 30_000;

/** A lock of a process that is known to run still is taken over after this silence, in milliseconds: it sleeps or hangs. */
const longestSilence = 10 * 60_000;

/** Its holder gives a sign of life this often. */
const refreshEvery = 5_000;

/** No mark has more bytes. */
const mostMarkBytes = 256;

/** Whether somebody holds the lock of `target`, or died with it. */
export function isLocked(target: string): boolean {
  return lstatSync(lockOf(target), { throwIfNoEntry: false }) !== undefined;
}

/**
 * Runs `use` while no other Slopewise, on this computer or another one, replaces `target`.
 * Returns null, without running it, where another one does.
 *
 * The lock stands next to the target and is made in one step that only one can win. Invariants: it is there only while
 * `use` runs, unless the process is killed; its time is that of the file system's clock, which all that see the lock share;
 * who takes over checks that what it took away is what it judged; who was taken over, having slept for too long, leaves
 * the lock of the other alone.
 * @throws {LogError} where something stands in the lock's place that is no lock.
 */
export async function withLock<T>(target: string, use: () => T | Promise<T>): Promise<{ readonly value: T } | null> {
  const path = lockOf(target);
  const mark = newMark();
  if (!acquire(path, mark)) {
    return null;
  }
  let refresh: NodeJS.Timeout | undefined;
  try {
    const ahead = (look(path)?.modified ?? Date.now()) - Date.now();
    refresh = setInterval(() => touch(path, mark, ahead), refreshEvery);
    refresh.unref();
    return { value: await use() };
  } finally {
    clearInterval(refresh);
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

/** A word that nobody else has, and what tells whether this process still runs. */
function newMark(): string {
  return [hostMark, process.pid, randomBytes(6).toString("hex"), birthMark(process.pid) ?? unknownBirth].join(" ");
}

const unknownBirth = "-";

/** What a mark looks like; earlier versions wrote no birth mark. */
const markPattern = /^(?<host>\S+) (?<pid>\d+) \S+(?: (?<birth>\S+))?$/;

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

/**
 * The mark of a lock. An empty file is one too, whose maker was killed before it wrote: where there are no links.
 * @throws {LogError} where what stands there is no lock, whatever else it is: it is neither waited for nor taken away.
 */
function markAt(path: string): string {
  const mark = linkOrText(path);
  if (mark === null || (mark !== "" && !markPattern.test(mark))) {
    throw new LogError(path, t("{0} has the name of a lock file of Slopewise. Move it away.", path));
  }
  return mark;
}

/** The text of a link or of a small file; null where there is something else. */
function linkOrText(path: string): string | null {
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

/** Whether its holder is gone: at once for a process of this computer that does not run any more, after a silence else. */
function isStale(path: string, { mark, modified }: FoundLock): boolean {
  const holder = holderOf(mark);
  if (holder === "gone") {
    return true;
  }
  // A time to come is none that a holder gave: the clock was set back.
  const silence = Math.abs(clockAt(path) - modified);
  return silence > (holder === "running" ? longestSilence : staleAfter);
}

function holderOf(mark: string): ProcessState {
  const { host, pid, birth } = markPattern.exec(mark)?.groups ?? {};
  if (host !== hostMark) {
    return "unknown";
  }
  const state = stateOf(Number(pid), birth === undefined || birth === unknownBirth ? null : birth);
  // Another thread of this process may have died with it.
  return state === "running" && Number(pid) === process.pid ? "unknown" : state;
}

/** The time by the clock of the file system that holds a lock, in milliseconds: that of a file made for it. */
function clockAt(path: string): number {
  const probe = asideOf(path);
  create(probe, newMark());
  try {
    return lstatSync(probe).mtimeMs;
  } finally {
    rmSync(probe, { force: true });
  }
}

function asideOf(path: string): string {
  return `${path}.${randomBytes(6).toString("hex")}.tmp`;
}

/** Moves a stale lock aside; false where another process was faster, whose lock is put back. */
function takeAway(path: string, mark: string): boolean {
  const aside = asideOf(path);
  try {
    renameSync(path, aside);
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      return true;
    }
    throw error;
  }
  const taken = linkOrText(aside);
  if (taken === null) {
    renameSync(aside, path);
    return false;
  }
  if (taken !== mark) {
    putBack(path, taken);
  }
  rmSync(aside, { force: true });
  return taken === mark;
}

function putBack(path: string, mark: string): void {
  try {
    create(path, mark);
  } catch {
    // Its holder goes on without it, as when it had been taken over.
  }
}

/**
 * Takes a lock away, where it is still the one of this mark. A disk that fails once is asked again: a lock that stays
 * behind stops all writing until it is stale.
 */
function remove(path: string, mark: string): void {
  try {
    removeOnce(path, mark);
  } catch {
    removeOnce(path, mark);
  }
}

function removeOnce(path: string, mark: string): void {
  try {
    if (linkOrText(path) === mark) {
      unlinkSync(path);
    }
  } catch (error) {
    if (errorCode(error) !== "ENOENT") {
      throw error;
    }
  }
}

/** Gives a sign of life, where the lock is still the one of this mark; `ahead`: the file system's clock less ours. */
function touch(path: string, mark: string, ahead: number): void {
  const now = new Date(Date.now() + ahead);
  try {
    if (linkOrText(path) === mark) {
      lutimesSync(path, now, now);
    }
  } catch {
    // Gone already, or a file system that keeps no such times: a sign of life less.
  }
}
