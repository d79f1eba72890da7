import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { TemporaryFile } from "../../../../src/log/files/temporaryFile.ts";

const piece = Buffer.alloc(4 * 1024 * 1024, "1,2,3\n");

/** More than what goes to the disk at once. */
const pieces = 20;

describe("TemporaryFile", () => {
  let folder = "";
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "slopewise-temporary-"))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const create = (): Promise<TemporaryFile> => TemporaryFile.create(join(folder, "metrics.csv"));

  async function writeAll(file: TemporaryFile): Promise<void> {
    for (let index = 0; index < pieces; index += 1) {
      await file.write(piece);
    }
  }

  it("brings a long file to the disk while it is written, and all of it to its place", async () => {
    const file = await create();
    const flush = vi.spyOn(file.handle, "datasync");
    await writeAll(file);
    expect(flush).toHaveBeenCalledOnce();
    await file.sync();
    await file.replace();
    expect(readdirSync(folder)).toEqual(["metrics.csv"]);
    const written = readFileSync(join(folder, "metrics.csv"));
    expect(written.equals(Buffer.concat(Array.from({ length: pieces }, () => piece)))).toBe(true);
  });

  it("says in the end that the disk refused what was written before", async () => {
    const file = await create();
    vi.spyOn(file.handle, "datasync").mockRejectedValue(Object.assign(new Error("no space"), { code: "ENOSPC" }));
    await writeAll(file);
    await expect(file.sync()).rejects.toThrow("no space");
    await file.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it("leaves nothing where it is given up on the way", async () => {
    const file = await create();
    await writeAll(file);
    await file.discard();
    expect(readdirSync(folder)).toEqual([]);
  });
});
