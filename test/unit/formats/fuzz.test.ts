import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatOf } from "../../../src/formats/discovery/formats.ts";
import { readRun } from "../../../src/formats/discovery/readRun.ts";
import { tableCsv } from "../../../src/formats/convert/tableCsv.ts";
import { LogError } from "../../../src/log/files/logError.ts";
import { brittleCases } from "./brittleCases.ts";

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

/** Bytes that the numbers of a damaged log may take at most: its length in a header may say anything. */
const mostMemory = 256 * 1024 * 1024;

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true }).map(String).sort();
}

describe.each(brittleCases)("$name, damaged", ({ path: inFolder, bytes, others, place }) => {
  it("is read without a crash, gives no more records than its bytes can hold, and stays as it is", async () => {
    const path = join(folder, inFolder);
    const sources = await place(folder);
    const files = filesIn(folder);
    expect(sources.length).toBeGreaterThan(0);
    await fc.assert(
      fc.asyncProperty(damages, fc.nat(), async (list, which) => {
        const source = sources[which % sources.length];
        const broken = damaged(bytes, list);
        writeFileSync(path, broken);
        const memory = process.memoryUsage().arrayBuffers;
        const look = source === undefined ? null : await attempted(() => readRun(source, { texts: true }));
        expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(mostMemory);
        // Nothing appears next to it, such as the files that SQLite makes, and nobody writes to it.
        expect(filesIn(folder)).toEqual(files);
        expect(readFileSync(path).equals(broken)).toBe(true);
        if (source === undefined || look === null) {
          return;
        }
        const { table } = look;
        expect(table.records).toBeLessThanOrEqual(broken.length + others);
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

/** What was read; null where the file cannot be read, which is said as such. */
async function attempted<Result>(read: () => Promise<Result>): Promise<Result | null> {
  return read().catch((error: unknown) => {
    if (error instanceof LogError) {
      return null;
    }
    throw error;
  });
}
