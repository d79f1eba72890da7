import { randomBytes } from "node:crypto";
import { link, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { errorCode } from "./logError.ts";
import { hostMark, isRunning } from "./processes.ts";

/** A lock of another computer that shows no sign of life for so many milliseconds is taken over. */
const staleAfter = 30_000;

/** Its holder gives a sign of life this often. */
const refreshEvery = 5_000;

/** Locks of other computers as they were seen first, by path: their clocks are not ours. */
const seen = new Map<string, { readonly state: string; readonly at: number }>();

/** Locks that this process holds, by path. */
const held = new Map<string, string>();

/**
 * Runs `use` while no other Slopewise, on this computer or another one, writes to `target`.
 * Returns null, without running it, where another one does.
 *
 * The lock is a file beside the target, made in one step that only one can win. Invariants: it is there only while
 * `use` runs, unless the process is killed; who takes over checks that what it took away is what it judged.
 */
export async function withLock<T>(target: string, use: () => Promise<T>): Promise<{ readonly value: T } | null> {
  const path = join(dirname(target), `.${basename(target)}.slopewise-lock`);
  const mark = `${hostMark} ${process.pid} ${randomBytes(6).toString("hex")}`;
  if (!(await acquire(path, mark))) {
    return null;
  }
  held.set(path, mark);
  const refresh = setInterval(() => void touch(path), refreshEvery);
  refresh.unref();
  try {
    return { value: await use() };
  } finally {
    clearInterval(refresh);
    held.delete(path);
    await rm(path, { force: true });
  }
}

async function acquire(path: string, mark: string): Promise<boolean> {
  if (await create(path, mark)) {
    return true;
  }
  const found = await look(path);
  if (found === null) {
    return create(path, mark);
  }
  return isStale(path, found) && (await takeAway(path, found.mark)) && (await create(path, mark));
}

async function create(path: string, mark: string): Promise<boolean> {
  try {
    await writeFile(path, mark, { flag: "wx" });
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") {
      return false;
    }
    // A full disk leaves an empty lock behind.
    await rm(path, { force: true });
    throw error;
  }
}

interface FoundLock {
  readonly mark: string;
  readonly modified: number;
}

async function look(path: string): Promise<FoundLock | null> {
  try {
    return { mark: await readFile(path, "utf8"), modified: (await stat(path)).mtimeMs };
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      return null;
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
async function takeAway(path: string, mark: string): Promise<boolean> {
  const aside = `${path}.${randomBytes(6).toString("hex")}.tmp`;
  try {
    await rename(path, aside);
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      return true;
    }
    throw error;
  }
  const taken = await readFile(aside, "utf8");
  if (taken !== mark) {
    await link(aside, path).catch(() => undefined);
  }
  await rm(aside, { force: true });
  seen.delete(path);
  return taken === mark;
}

async function touch(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}
