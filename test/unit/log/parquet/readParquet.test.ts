import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parquetBytes, type ParquetColumn } from "../../../../src/log/parquet/parquetBytes.ts";
import { parquetAbout, readParquet } from "../../../../src/log/parquet/readParquet.ts";

const text = fc.string({ unit: "grapheme", maxLength: 12 });
const rows = fc.integer({ min: 0, max: 30 });

function columnsOf(length: number): fc.Arbitrary<readonly ParquetColumn[]> {
  const cells = <T>(cell: fc.Arbitrary<T>): fc.Arbitrary<(T | null)[]> =>
    fc.array(fc.option(cell), { minLength: length, maxLength: length });
  const column = fc.oneof(
    cells(fc.double()).map((values) => ({ kind: "number" as const, cells: values })),
    cells(fc.maxSafeInteger()).map((values) => ({ kind: "whole" as const, cells: values })),
    cells(text).map((values) => ({ kind: "text" as const, cells: values })),
    cells(fc.boolean()).map((values) => ({ kind: "boolean" as const, cells: values })),
  );
  return fc
    .array(column, { minLength: 1, maxLength: 6 })
    .map((columns) => columns.map((one, at) => ({ name: `config.${at}.ü "x"`, ...one })));
}

describe("a Parquet file", () => {
  it("is read as it was written: NaN, infinities, -0, texts and absent cells", async () => {
    await fc.assert(
      fc.asyncProperty(rows.chain(columnsOf), text, async (columns, note) => {
        const read = await readParquet(parquetBytes(columns, { note }));
        expect(read.columns).toEqual(columns);
        expect(read.rows).toBe(columns[0]?.cells.length);
        expect(read.about.get("note")).toBe(note);
      }),
    );
  });

  it("says what it says of itself without its rows being read", () => {
    const bytes = parquetBytes([{ name: "a", kind: "number", cells: [1, null] }], { version: "1.2.3", empty: "" });
    expect([...parquetAbout(bytes)]).toEqual(
      expect.arrayContaining([
        ["version", "1.2.3"],
        ["empty", ""],
      ]),
    );
  });

  it("is read or refused, however it is damaged", async () => {
    const bytes = parquetBytes(
      [
        { name: "a", kind: "number", cells: Array.from({ length: 200 }, (_, at) => at / 3) },
        { name: "b", kind: "text", cells: Array.from({ length: 200 }, (_, at) => `text ${at}`) },
      ],
      { note: "x" },
    );
    const change = fc.tuple(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 255 }));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 8 }), async (changes) => {
        const damaged = changes.reduce((now, [at, byte]) => now.with(at, byte), new Uint8Array(bytes));
        const memory = process.memoryUsage().arrayBuffers;
        const read = await readParquet(damaged).catch((error: unknown) => error);
        expect(process.memoryUsage().arrayBuffers - memory).toBeLessThan(256 * 1024 * 1024);
        expect(read instanceof Error || typeof read === "object").toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it("is refused where it is cut, or none at all", async () => {
    const bytes = parquetBytes([{ name: "a", kind: "text", cells: ["x", "y"] }], {});
    for (const broken of [
      bytes.subarray(0, bytes.length - 9),
      new TextEncoder().encode("run,state\n"),
      new Uint8Array(),
    ]) {
      await expect(readParquet(broken)).rejects.toThrow();
    }
  });
});
