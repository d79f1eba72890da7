import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  truncateSync,
  unlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isLocked, withLock } from "../../../../src/log/files/fileLock.ts";
import { birthMark, hostMark } from "../../../../src/log/files/processes.ts";

let folder: string;
let target: string;
let lock: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-lock-"));
  target = join(folder, "metrics.csv");
  lock = join(folder, ".metrics.csv.slopewise-lock");
});

afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

/** Puts the lock of another computer in the place of ours, as after a long sleep; it gave its last sign of life in 1970. */
function takeOver(): void {
  unlinkSync(lock);
  symlinkSync("another-computer 1 x", lock);
  lutimesSync(lock, 1, 1);
}

describe("withLock", () => {
  it("holds the lock while it runs, and gives signs of life", async () => {
    vi.useFakeTimers();
    await withLock(target, async () => {
      lutimesSync(lock, 1, 1);
      await vi.advanceTimersByTimeAsync(6_000);
      expect(lstatSync(lock).mtimeMs).toBeGreaterThan(1_000);
      expect(await withLock(target, () => "twice")).toBeNull();
    });
    expect(isLocked(target)).toBe(false);
  });

  it("leaves the lock of whoever took over alone: neither removed nor kept alive", async () => {
    vi.useFakeTimers();
    await withLock(target, async () => {
      takeOver();
      await vi.advanceTimersByTimeAsync(6_000);
    });
    expect(readlinkSync(lock)).toBe("another-computer 1 x");
    expect(lstatSync(lock).mtimeMs).toBe(1_000);
  });
});

/** Puts a lock of this mark there, last touched so many seconds ago. */
function lockedBy(mark: string, secondsAgo: number): void {
  symlinkSync(mark, lock);
  const then = Date.now() / 1000 - secondsAgo;
  lutimesSync(lock, then, then);
}

const taken = { value: "taken" };
const take = (): Promise<{ readonly value: string } | null> => withLock(target, () => "taken");

/** A process that runs until it is told to end. */
async function sleeper(): Promise<{ readonly pid: number; readonly end: () => Promise<void> }> {
  const child = spawn(process.execPath, ["-e", "process.stdin.resume()"], { stdio: ["pipe", "ignore", "ignore"] });
  await once(child, "spawn");
  const end = async (): Promise<void> => {
    child.stdin.end();
    await once(child, "exit");
  };
  return { pid: child.pid ?? 0, end };
}

describe("a lock that somebody left", () => {
  it.each([
    ["another computer", "deadbeef 77 0123456789ab-1"],
    ["another computer, with a birth mark", "deadbeef 77 0123456789ab 01234567.99"],
    [
      "a container of this name, or from before this computer was started again",
      `${hostMark} 1 0123456789ab 01234567.99`,
    ],
    ["a process of an earlier version whose number is in use again", `${hostMark} ${process.ppid} 0123456789ab-1`],
    ["another thread of this process", `${hostMark} ${process.pid} 0123456789ab ${birthMark(process.pid) ?? "-"}`],
    ["a maker that was killed before it wrote its name", "x 0 x"],
  ])("is taken over after a silence, not before (%s)", async (_, mark) => {
    lockedBy(mark, 20);
    expect(await take()).toBeNull();
    rmSync(lock);
    lockedBy(mark, 40);
    expect(await take()).toEqual(taken);
    expect(readdirSync(folder)).toEqual([]);
  });

  it("is taken over at once where its process is gone, though another one has its number now", async () => {
    const { pid, end } = await sleeper();
    const birth = birthMark(pid);
    try {
      if (birth !== null) {
        lockedBy(`${hostMark} ${pid} 0123456789ab ${birth}0`, 0);
        expect(await take()).toEqual(taken);
      }
    } finally {
      await end();
    }
    lockedBy(`${hostMark} ${pid} 0123456789ab ${birth ?? "-"}`, 0);
    expect(await take()).toEqual(taken);
  });

  it("is taken over even from a process that still runs, after a long silence", async () => {
    const { pid, end } = await sleeper();
    try {
      const mark = `${hostMark} ${pid} 0123456789ab ${birthMark(pid) ?? "-"}`;
      lockedBy(mark, birthMark(pid) === null ? 20 : 9 * 60);
      expect(await take()).toBeNull();
      rmSync(lock);
      lockedBy(mark, 11 * 60);
      expect(await take()).toEqual(taken);
    } finally {
      await end();
    }
  });

  it("does not last because its time is one to come", async () => {
    lockedBy("deadbeef 77 0123456789ab-1", -365 * 86_400);
    expect(await take()).toEqual(taken);
  });

  it("is judged by the file system's clock, whatever ours says", async () => {
    vi.useFakeTimers({ now: 0 });
    lockedBy("deadbeef 77 0123456789ab-1", 0);
    // The lock's time is 1970 by that call: by the file system's clock that is long ago.
    expect(await take()).toEqual(taken);
    symlinkSync("deadbeef 77 0123456789ab-1", lock);
    expect(await take()).toBeNull();
    rmSync(lock);
    await withLock(target, async () => {
      const before = lstatSync(lock).mtimeMs;
      await vi.advanceTimersByTimeAsync(6_000);
      expect(Math.abs(lstatSync(lock).mtimeMs - before)).toBeLessThan(10_000);
    });
  });

  it("is taken over where it is an empty file, whose maker was killed", async () => {
    writeFileSync(lock, "");
    expect(await take()).toBeNull();
    lutimesSync(lock, 1, 1);
    expect(await take()).toEqual(taken);
  });
});

describe("what is no lock in the lock's place", () => {
  it.each([
    ["a FIFO", () => execFileSync("mkfifo", [lock])],
    ["a folder", () => mkdirSync(lock)],
    ["a link to a folder", () => symlinkSync(folder, lock)],
    ["a link to a device", () => symlinkSync("/dev/zero", lock)],
    [
      "a sparse file of 3 GB",
      () => {
        writeFileSync(lock, "");
        truncateSync(lock, 3e9);
      },
    ],
    ["a text", () => writeFileSync(lock, "notes of mine\n")],
  ])("is refused in words that name it, and left alone (%s)", async (_, make) => {
    make();
    await expect(take()).rejects.toThrow(`${lock} has the name of a lock file`);
    expect(existsSync(lock) || lstatSync(lock).isSymbolicLink()).toBe(true);
    expect(readdirSync(folder)).toEqual([".metrics.csv.slopewise-lock"]);
  });

  it("is refused where it is a socket", async () => {
    const server = createServer().listen(lock);
    await once(server, "listening");
    try {
      await expect(take()).rejects.toThrow(`${lock} has the name of a lock file`);
    } finally {
      server.close();
      await once(server, "close");
    }
  });
});
