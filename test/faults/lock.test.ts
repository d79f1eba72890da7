// A disk that fails once while a lock is taken or given back leaves no lock behind.
import type * as SyncFiles from "node:fs";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { isLocked, withLock } from "../../src/log/files/fileLock.ts";

type Call = "readlinkSync" | "lstatSync" | "unlinkSync";

/** Which calls about a lock there were, and the one that fails; it alone does. */
const disk = vi.hoisted(() => ({ made: [] as string[], fails: "" }));

vi.mock("node:fs", async (original) => {
  const files = await original<typeof SyncFiles>();
  const counted = (call: Call) => {
    const real = files[call] as (path: string, ...rest: unknown[]) => unknown;
    return (path: string, ...rest: unknown[]) => {
      if (path.endsWith("-lock")) {
        disk.made.push(call);
        if (`${call} ${disk.made.filter((one) => one === call).length}` === disk.fails) {
          throw Object.assign(new Error("EIO: injected"), { code: "EIO" });
        }
      }
      return real(path, ...rest);
    };
  };
  return {
    ...files,
    readlinkSync: counted("readlinkSync"),
    lstatSync: counted("lstatSync"),
    unlinkSync: counted("unlinkSync"),
  };
});

let folder: string;
let target: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-lock-faults-"));
  target = join(folder, "metrics.csv");
  disk.made.length = 0;
  disk.fails = "";
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The calls of one use of the lock, numbered by kind. */
const everyCall = ["lstatSync 1", "readlinkSync 1", "readlinkSync 2", "unlinkSync 1"];

it("is taken and given back by these calls", async () => {
  expect(await withLock(target, () => 1)).toEqual({ value: 1 });
  const kinds = disk.made.map((call, i) => `${call} ${disk.made.slice(0, i + 1).filter((one) => one === call).length}`);
  expect(kinds.toSorted()).toEqual(everyCall);
});

it.each(everyCall)("is free again after a use in which %s failed", async (call) => {
  disk.fails = call;
  await withLock(target, () => 1).catch(() => null);
  expect(disk.made.length).toBeGreaterThan(1);
  disk.fails = "";
  expect(isLocked(target)).toBe(false);
  expect(await withLock(target, () => 2)).toEqual({ value: 2 });
});
