import { lstatSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { errorCode } from "./errorCode.ts";
import { asideOf, createLock, lockText, lookAtLock, removeLock, touchLock, type FoundLock } from "./lockFile.ts";
import { holderOf, newMark } from "./lockMark.ts";

/**
 * A lock that showed no sign of life for so many milliseconds is taken over, whoever made it: its maker may be another
 * computer, or its process number may be in use again.
 */
const staleAfter = 30_000;

/** A lock of a process that is known to run still is taken over after this silence, in milliseconds: it sleeps or hangs. */
const longestSilence = 10 * 60_000;

/** Its holder gives a sign of life this often. */
const refreshEvery = 5_000;

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
    const ahead = (lookAtLock(path)?.modified ?? Date.now()) - Date.now();
    refresh = setInterval(() => touchLock(path, mark, ahead), refreshEvery);
    refresh.unref();
    return { value: await use() };
  } finally {
    clearInterval(refresh);
    removeLock(path, mark);
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
  if (createLock(path, mark)) {
    return true;
  }
  const found = lookAtLock(path);
  if (found === null) {
    return createLock(path, mark);
  }
  return isStale(path, found) && takeAway(path, found.mark) && createLock(path, mark);
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

/** The time by the clock of the file system that holds a lock, in milliseconds: that of a file made for it. */
function clockAt(path: string): number {
  const probe = asideOf(path);
  createLock(probe, newMark());
  try {
    return lstatSync(probe).mtimeMs;
  } finally {
    rmSync(probe, { force: true });
  }
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
  const taken = lockText(aside);
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
    createLock(path, mark);
  } catch {
    // Its holder goes on without it, as when it had been taken over.
  }
}
