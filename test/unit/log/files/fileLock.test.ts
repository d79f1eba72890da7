import { lstatSync, lutimesSync, mkdtempSync, readlinkSync, rmSync, symlinkSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { isLocked, withLock } from "../../../../src/log/files/fileLock.ts";

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
