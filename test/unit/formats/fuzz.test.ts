import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatOf } from "../../../src/formats/discovery/formats.ts";
import { runsOfFile } from "../../../src/formats/discovery/findRuns.ts";
import { readRun } from "../../../src/formats/discovery/readRun.ts";
import { tableCsv } from "../../../src/formats/convert/tableCsv.ts";
import { grownCases } from "./grownCases.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-fuzz-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

/** Ways in which a file may be damaged. */
type Damage = readonly [kind: "set" | "cut" | "insert" | "repeat", at: number, byte: number];

const damages = fc.array(
  fc.tuple(
    fc.constantFrom("set" as const, "cut" as const, "insert" as const, "repeat" as const),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.nat({ max: 255 }),
  ),
  { minLength: 1, maxLength: 12 },
);

function damaged(bytes: Buffer, list: readonly Damage[]): Buffer {
  return list.reduce((now, [kind, share, byte]) => {
    const at = Math.floor(share * now.length);
    switch (kind) {
      case "set":
        return Buffer.concat([now.subarray(0, at), Buffer.of(byte), now.subarray(at + 1)]);
      case "cut":
        return Buffer.concat([now.subarray(0, at), now.subarray(at + byte)]);
      case "insert":
        return Buffer.concat([now.subarray(0, at), Buffer.alloc(byte, byte), now.subarray(at)]);
      case "repeat":
        return Buffer.concat([now.subarray(0, at), now.subarray(Math.max(0, at - byte))]);
    }
  }, bytes);
}

describe.each(grownCases)("$name, damaged", ({ name, bytes }) => {
  it("is read without a crash, and gives no more records than its bytes can hold", async () => {
    const path = join(folder, name);
    writeFileSync(path, bytes);
    const [source] = (await runsOfFile(path)) ?? [];
    if (source === undefined) {
      throw new Error(`${name} is of no format`);
    }
    await fc.assert(
      fc.asyncProperty(damages, async (list) => {
        const broken = damaged(bytes, list);
        writeFileSync(path, broken);
        const { table } = await readRun(source, { texts: true });
        expect(table.records).toBeLessThanOrEqual(broken.length);
        for (const key of table.keys) {
          const rows = table.column(key)?.rows ?? new Uint32Array();
          expect(rows.every((row, index) => row < table.records && (index === 0 || row > (rows[index - 1] ?? 0)))).toBe(
            true,
          );
        }
        const again = formatOf(source.format).open(source, { texts: true, ended: true });
        expect([...tableCsv(await again.poll())].join("")).toBe(
          [...tableCsv(await readRun(source, { texts: true }))].join(""),
        );
      }),
      { numRuns: 60 },
    );
  });
});
