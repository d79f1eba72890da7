import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ChunkPool } from "../../../../src/log/csv/chunkQueue.ts";
import { CsvBuild } from "../../../../src/log/csv/csvBuild.ts";
import type { LogRows } from "../../../../src/log/csv/csvState.ts";
import { missing, type SettledCsv } from "../../../../src/log/csv/csvStates.ts";
import { signatureAt } from "../../../../src/log/files/fileSignature.ts";
import { settleBuild } from "../../../../src/log/csv/settleBuild.ts";

const keys = ["step", "loss"];
const given = "step,loss\n1,0.5\n";

describe("a CSV that was made of a whole log", () => {
  let folder = "";
  let path = "";
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "slopewise-settle-"));
    path = join(folder, "metrics.csv");
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Makes the CSV of a log of one record, or of none. `withLastLine`: the CSV with a line that has no newline yet. */
  async function settled(
    records: 0 | 1,
    { from = missing, withLastLine }: { from?: SettledCsv; withLastLine?: string } = {},
  ): Promise<SettledCsv> {
    const build = new CsvBuild(path, new ChunkPool());
    await build.add(records === 0 ? [] : [{ columns: 2, bytes: Buffer.from("1,0.5\n") }], keys);
    const csvWithLastLine = withLastLine === undefined ? null : (): AsyncIterable<Uint8Array> => bytesOf(withLastLine);
    const rows: LogRows = {
      ...{ keys: records === 0 ? [] : keys, records, bytes: 24, isCut: false },
      ...{ incompleteRow: () => null, csvWithLastLine },
    };
    return settleBuild(path, { kind: "building", build, began: performance.now(), from }, rows);
  }

  it("is ours and in its place where nothing stood there, and leaves no other file", async () => {
    expect(await settled(1)).toMatchObject({ kind: "ours", columns: 2, own: { size: given.length } });
    expect(readFileSync(path, "utf8")).toBe(given);
    expect(readdirSync(folder)).toEqual(["metrics.csv"]);
  });

  it("is none at all for a log without a record", async () => {
    expect(await settled(0)).toEqual({ kind: "empty" });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ["foreign", "name,score\nother,1\n"],
    ["stale", "step,loss\n1,0.7\n"],
  ] as const)("leaves a %s file as it is, and no other one", async (why, text) => {
    writeFileSync(path, text);
    expect(await settled(1)).toMatchObject({ kind: "left", why });
    expect(readFileSync(path, "utf8")).toBe(text);
    expect(readdirSync(folder)).toEqual(["metrics.csv"]);
  });

  it("is the one that somebody asked for where all that is more is the line that has no newline yet", async () => {
    const asked = `${given}2,0.4\n`;
    writeFileSync(path, asked);
    const signature = signatureAt(path);
    if (signature === null) {
      throw new Error("the file is there");
    }
    // Seen with more in it than the log gave, for longer than another Slopewise takes to say what it has read.
    const from: SettledCsv = {
      ...{ kind: "ahead", columns: 2, looks: 3 },
      own: { size: given.length, signature, tail: Buffer.from(given) },
    };
    expect(await settled(1, { from, withLastLine: asked })).toMatchObject({ kind: "askedFor" });
    expect(await settled(1, { from, withLastLine: `${given}2,0.45\n` })).toMatchObject({ kind: "left", why: "stale" });
    expect(await settled(1, { from })).toMatchObject({ kind: "left", why: "stale" });
    expect(readFileSync(path, "utf8")).toBe(asked);
  });
});

async function* bytesOf(text: string): AsyncIterable<Uint8Array> {
  await Promise.resolve();
  yield Buffer.from(text);
}
