import { mkdtemp, readdir, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BlobFolder } from "../../../../src/worker/runs/cache/blobFolder.ts";

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "slopewise-blobs-"));
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe("BlobFolder", () => {
  it("gives back what it was given, in a folder that it makes", async () => {
    const store = new BlobFolder(join(folder, "made", "deep"));
    await store.write("key", Uint8Array.of(1, 2, 3));
    await store.write("key", Uint8Array.of(4));
    expect([...((await store.read("key")) ?? [])]).toEqual([4]);
    expect(await readdir(join(folder, "made", "deep"))).toHaveLength(1);
  });

  it("has nothing under a key that it was not given", async () => {
    expect(await new BlobFolder(folder).read("key")).toBeNull();
  });

  it("stays in its folder whatever the key", async () => {
    const store = new BlobFolder(join(folder, "inside"));
    await store.write("../../outside", Uint8Array.of(1));
    expect(await readdir(folder)).toEqual(["inside"]);
  });

  it("takes away what is old, and nothing else", async () => {
    const store = new BlobFolder(folder);
    await store.write("fresh", Uint8Array.of(1));
    await store.write("old", Uint8Array.of(1));
    await writeFile(join(folder, "left.run.1-1.tmp"), "");
    const then = new Date(Date.now() - 100 * 24 * 60 * 60 * 1000);
    await utimes(join(folder, "old.run"), then, then);
    await utimes(join(folder, "left.run.1-1.tmp"), then, then);
    await store.prune();
    expect(await readdir(folder)).toEqual(["fresh.run"]);
  });

  it("keeps what was read, though written long ago, and goes on past a file that it cannot look at", async () => {
    const store = new BlobFolder(folder);
    const then = new Date(Date.now() - 100 * 24 * 60 * 60 * 1000);
    await symlink(join(folder, "nowhere"), join(folder, "a.run"));
    for (const key of ["b", "read"]) {
      await store.write(key, Uint8Array.of(1));
      await utimes(join(folder, `${key}.run`), then, then);
    }
    await store.read("read");
    await store.prune();
    expect((await readdir(folder)).sort()).toEqual(["a.run", "read.run"]);
  });

  it("forgets rather than fails where it cannot write", async () => {
    await writeFile(join(folder, "file"), "");
    const store = new BlobFolder(join(folder, "file"));
    await store.write("key", Uint8Array.of(1));
    expect(await store.read("key")).toBeNull();
  });
});
