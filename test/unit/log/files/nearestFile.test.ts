import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { nearestFile } from "../../../../src/log/files/nearestFile.ts";

const name = "metrics.contract.json";
let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "slopewise-nearest-"));
  await mkdir(join(root, "a/b/c"), { recursive: true });
});
afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

describe("the nearest file", () => {
  test("is that of the folder itself, else of the next one up", async () => {
    await writeFile(join(root, "a", name), "far");
    expect(await nearestFile(name, join(root, "a/b/c"))).toEqual({ path: join(root, "a", name), text: "far" });
    await writeFile(join(root, "a/b/c", name), "near");
    expect(await nearestFile(name, join(root, "a/b/c"))).toMatchObject({ text: "near" });
  });
  test("is null where no folder has one, even one that does not exist", async () => {
    expect(await nearestFile("no-such-file-anywhere.json", join(root, "gone/away"))).toBeNull();
  });
  test("drops a BOM", async () => {
    await writeFile(join(root, name), "\uFEFF{}");
    expect(await nearestFile(name, root)).toMatchObject({ text: "{}" });
  });
  test("must be a regular file, and a broken one hides those above it", async () => {
    await writeFile(join(root, name), "{}");
    await mkdir(join(root, "a", name));
    await expect(nearestFile(name, join(root, "a"))).rejects.toThrow(/is not a regular file\.$/);
    execFileSync("mkfifo", [join(root, "a/b", name)]);
    await expect(nearestFile(name, join(root, "a/b"))).rejects.toThrow(/is not a regular file\.$/);
  });
  test("must be small", async () => {
    await writeFile(join(root, name), " ".repeat(1024 * 1024));
    expect((await nearestFile(name, root))?.text).toHaveLength(1024 * 1024);
    await writeFile(join(root, name), " ".repeat(1024 * 1024 + 1));
    await expect(nearestFile(name, root)).rejects.toThrow(/larger than 1 MiB/);
  });
  test("must be UTF-8", async () => {
    await writeFile(join(root, name), Uint8Array.of(0xff, 0xfe, 0x7b, 0));
    await expect(nearestFile(name, root)).rejects.toThrow(/is not UTF-8 text/);
  });
});
