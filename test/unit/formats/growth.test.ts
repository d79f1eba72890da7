import { appendFileSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatOf } from "../../../src/formats/discovery/formats.ts";
import { runsOfFile } from "../../../src/formats/discovery/findRuns.ts";
import { readRun } from "../../../src/formats/discovery/readRun.ts";
import type { RunLook, RunReader, RunSource } from "../../../src/formats/model/format.ts";
import { grownCases } from "./grownCases.ts";
import { plainTable } from "./plainTable.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-growth-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

async function sourceOf(path: string): Promise<RunSource> {
  const [source] = (await runsOfFile(path)) ?? [];
  if (source === undefined) {
    throw new Error(`${path} is of no format`);
  }
  return source;
}

/** What reading the bytes at once gives. `ended`: a last record that is whole but for its end counts. */
async function atOnce(path: string, bytes: Uint8Array, ended: boolean): Promise<unknown> {
  const copy = join(mkdtempSync(join(folder, "once-")), path.slice(path.lastIndexOf("/") + 1));
  writeFileSync(copy, bytes);
  const source = await sourceOf(path);
  const look = await formatOf(source.format)
    .open({ ...source, path: copy, files: [copy] }, { texts: false, ended })
    .poll();
  return plainTable(look.table);
}

/** Looks until what stands there is believed, which takes two looks at most. */
async function settled(reader: RunReader): Promise<RunLook> {
  const first = await reader.poll();
  const second = await reader.poll();
  return second.changed ? second : { ...first, rebuilt: first.rebuilt || second.rebuilt };
}

describe.each(grownCases)("$name while it grows", ({ name, bytes, other }) => {
  async function opened(beginning: Uint8Array): Promise<{ readonly path: string; readonly reader: RunReader }> {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const source = await sourceOf(path);
    writeFileSync(path, beginning);
    return { path, reader: formatOf(source.format).open(source, { texts: false, ended: false }) };
  }

  it("has the same records in whatever pieces it comes, none twice and none lost", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: bytes.length }), { maxLength: 6 }), async (places) => {
        const cuts = [...new Set([0, ...places, bytes.length])].sort((a, b) => a - b);
        const { path, reader } = await opened(bytes.subarray(0, 0));
        let records = 0;
        for (const [index, cut] of cuts.slice(1).entries()) {
          appendFileSync(path, bytes.subarray(cuts[index], cut));
          const look = await reader.poll();
          expect(look.table.records).toBeGreaterThanOrEqual(records);
          records = look.table.records;
        }
        expect(plainTable((await reader.poll()).table)).toEqual(await atOnce(path, bytes, false));
      }),
      { numRuns: 25 },
    );
  });

  it("keeps what it read while a torn tail waits", async () => {
    const cut = Math.floor(bytes.length * 0.6);
    const { path, reader } = await opened(bytes.subarray(0, cut));
    const torn = await reader.poll();
    expect(plainTable(torn.table)).toEqual(await atOnce(path, bytes.subarray(0, cut), false));
    expect(torn.problems.first).toEqual([]);
    expect((await reader.poll()).changed).toBe(false);
    appendFileSync(path, bytes.subarray(cut));
    expect(await reader.poll()).toMatchObject({ changed: true, rebuilt: false });
  });

  it("is read again when another log takes its place", async () => {
    const { path, reader } = await opened(bytes);
    await reader.poll();
    writeFileSync(path, other);
    const look = await settled(reader);
    expect(look.rebuilt).toBe(true);
    expect(plainTable(look.table)).toEqual(await atOnce(path, other, false));
  });

  it("is read again when it is cut short, and goes on from there", async () => {
    const { path, reader } = await opened(bytes);
    await reader.poll();
    const cut = Math.floor(bytes.length / 3);
    truncateSync(path, cut);
    const short = await settled(reader);
    expect(plainTable(short.table)).toEqual(await atOnce(path, bytes.subarray(0, cut), false));
    appendFileSync(path, bytes.subarray(cut));
    expect(plainTable((await reader.poll()).table)).toEqual(await atOnce(path, bytes, false));
  });

  it("goes away and comes back", async () => {
    const { path, reader } = await opened(bytes);
    const before = await reader.poll();
    rmSync(path);
    const gone = await reader.poll();
    expect(gone).toMatchObject({ gone: true, changed: true });
    expect(plainTable(gone.table)).toEqual(plainTable(before.table));
    writeFileSync(path, bytes);
    expect(plainTable((await settled(reader)).table)).toEqual(plainTable(before.table));
    expect((await reader.poll()).gone).toBe(false);
  });

  it("gives what was whole when its writer was killed in the middle of a record", async () => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const source = await sourceOf(path);
    const whole = await readRun(source, { texts: false });
    writeFileSync(path, bytes.subarray(0, bytes.length - 3));
    const { table } = await readRun(source, { texts: false });
    expect(table.records).toBeGreaterThanOrEqual(whole.table.records - 1);
    expect(table.records).toBeLessThanOrEqual(whole.table.records);
  });
});
