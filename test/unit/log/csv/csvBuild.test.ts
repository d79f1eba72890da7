import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ChunkPool } from "../../../../src/log/csv/chunkQueue.ts";
import { CsvBuild } from "../../../../src/log/csv/csvBuild.ts";
import { TemporaryFile } from "../../../../src/log/files/temporaryFile.ts";

describe("CsvBuild", () => {
  let folder = "";
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "slopewise-build-"))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => vi.restoreAllMocks());

  it("writes what it was given, however late the system takes it and whoever uses the memory next", async () => {
    const write = Object.getOwnPropertyDescriptor(TemporaryFile.prototype, "write")?.value as TemporaryFile["write"];
    vi.spyOn(TemporaryFile.prototype, "write").mockImplementation(async function (this: TemporaryFile, bytes) {
      for (let turns = 0; turns < 5; turns += 1) {
        await turn();
      }
      await write.call(this, bytes);
    });
    const keys = ["a", "b"];
    const pool = new ChunkPool();
    const builds = ["one", "other"].map((name) => ({
      name,
      build: new CsvBuild(join(folder, name), pool),
      rows: ["a,b\n"],
    }));
    // Past what is held back, with rows of fewer columns at first.
    const add = async ({ name, build, rows }: (typeof builds)[number]): Promise<void> => {
      for (let round = 0; round < 60; round += 1) {
        const cells = Array.from({ length: 10_000 }, (_, row) => `${name}${round}.${row}`);
        const isNarrow = round < 3;
        const bytes = Buffer.from(cells.map((cell) => (isNarrow ? `${cell}\n` : `${cell},1\n`)).join(""));
        await build.add([{ columns: isNarrow ? 1 : 2, bytes }], keys.slice(0, isNarrow ? 1 : 2));
        rows.push(...cells.map((cell) => (isNarrow ? `${cell},\n` : `${cell},1\n`)));
        // What was added belongs to its owner again.
        bytes.fill(0);
      }
      const file = await build.finish(keys, rows.length - 1);
      await file.replace();
    };
    await Promise.all(builds.map(add));
    for (const { name, rows } of builds) {
      expect(readFileSync(join(folder, name), "utf8") === rows.join("")).toBe(true);
    }
  });
});
