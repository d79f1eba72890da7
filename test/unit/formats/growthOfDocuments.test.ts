import { mkdtempSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatOf } from "../../../src/formats/discovery/formats.ts";
import type { RunReader, RunSource } from "../../../src/formats/model/format.ts";
import { otherFormats } from "../../testData.ts";
import { plainTable } from "./plainTable.ts";
import { sourceOf } from "./support.ts";

/** A document that is rewritten as a run goes on, by the number of its records. */
interface DocumentCase {
  readonly name: string;
  readonly text: (records: number) => string;
}

const most = 40;

const state = JSON.parse(
  readFileSync(join(otherFormats, "hf/unitsyn/checkpoint-500/trainer_state.json"), "utf8"),
) as Readonly<Record<string, unknown>> & { readonly log_history: readonly object[] };

const losses = Array.from({ length: most }, (_, at) => 3 / (at + 1));

const cases: readonly DocumentCase[] = [
  {
    name: "trainer_state.json",
    text: (records) => JSON.stringify({ ...state, log_history: state.log_history.slice(0, records) }, null, 2),
  },
  {
    name: "history.json",
    text: (records) =>
      JSON.stringify(losses.slice(0, records).map((loss) => ({ train: { loss }, valid: { loss: loss + 1 } }))),
  },
  {
    name: "keras_history.json",
    text: (records) =>
      JSON.stringify({ loss: losses.slice(0, records), val_loss: losses.slice(0, records) }).replace("3,", "NaN,"),
  },
];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-documents-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

describe.each(cases)("$name while it is rewritten", ({ name, text }) => {
  async function opened(): Promise<{ path: string; source: RunSource; reader: RunReader }> {
    const path = join(folder, name);
    writeFileSync(path, text(most));
    const source = await sourceOf(path);
    rmSync(path);
    return { path, source, reader: formatOf(source.format).open(source, { texts: false, ended: false }) };
  }

  async function atOnce(source: RunSource): Promise<unknown> {
    const { table } = await formatOf(source.format).open(source, { texts: false, ended: true }).poll();
    return plainTable(table);
  }

  it("has the records of the newest that is whole, whatever parts of others were seen", async () => {
    const { path, source, reader } = await opened();
    const writes = fc.array(
      fc.record({
        records: fc.integer({ min: 1, max: most }),
        seen: fc.double({ min: 0, max: 1, noNaN: true }),
        renames: fc.boolean(),
      }),
      { minLength: 1, maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(writes, async (list) => {
        for (const { records, seen, renames } of list) {
          const whole = text(records);
          const before = (await reader.poll()).table.records;
          writeFileSync(path, whole.slice(0, Math.floor(seen * (whole.length - 1))));
          // Half of a document is not believed.
          expect((await reader.poll()).table.records).toBe(before);
          writeFileSync(`${path}.tmp`, whole);
          if (renames) {
            renameSync(`${path}.tmp`, path);
          } else {
            writeFileSync(path, whole);
          }
          await reader.poll();
          expect(plainTable((await reader.poll()).table)).toEqual(await atOnce(source));
        }
      }),
      { numRuns: 25 },
    );
  });

  it("goes on from what was known where there are only more records, and else starts over", async () => {
    const { path, reader } = await opened();
    writeFileSync(path, text(10));
    await reader.poll();
    writeFileSync(path, text(12));
    expect(await reader.poll()).toMatchObject({ changed: true, rebuilt: false, table: { records: 12 } });
    writeFileSync(path, text(5));
    expect(await reader.poll()).toMatchObject({ changed: true, rebuilt: true, table: { records: 5 } });
  });

  it("keeps what it read where its writer was killed halfway, and says so", async () => {
    const { path, reader } = await opened();
    writeFileSync(path, text(10));
    const whole = await reader.poll();
    truncateSync(path, Math.floor(text(10).length / 2));
    expect((await reader.poll()).problems.counts.unreadable).toBe(0);
    const broken = await reader.poll();
    expect(broken.problems.counts.unreadable).toBe(1);
    expect(plainTable(broken.table)).toEqual(plainTable(whole.table));
  });

  it("goes away and comes back", async () => {
    const { path, reader } = await opened();
    writeFileSync(path, text(10));
    const whole = await reader.poll();
    rmSync(path);
    expect(await reader.poll()).toMatchObject({ changed: true, gone: true });
    writeFileSync(path, text(11));
    const back = await reader.poll();
    expect([back.gone, back.table.records]).toEqual([false, whole.table.records + 1]);
  });
});
