import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parquetBytes, type ParquetColumn } from "../../../../src/log/parquet/parquetBytes.ts";
import { queried } from "./duckdb.ts";

const all = "select * from read_parquet($0)";

describe("a Parquet file, as DuckDB reads it", () => {
  it("has every cell as it was: NaN, infinities, -0, nulls, texts, long names", async () => {
    const long = `metric.${"long/".repeat(60)}é "quoted"`;
    const numbers = [NaN, Infinity, -Infinity, -0, 0, null, 5e-324, 1.7976931348623157e308, 0.1];
    const texts = ["", "a\nb", "é𝕏", null, "'; drop table", '"', "\u0000", "NaN", "x".repeat(10_000)];
    const wholes = [0, -1, null, 2 ** 53 - 1, 3, 4, 5, 6, 7];
    const booleans = [true, false, null, true, true, false, false, null, true];
    const { rows, types } = await queried(
      [
        parquetBytes(
          [
            { name: long, kind: "number", cells: numbers },
            { name: "text", kind: "text", cells: texts },
            { name: "whole", kind: "whole", cells: wholes },
            { name: "flag", kind: "boolean", cells: booleans },
          ],
          { note: "é" },
        ),
      ],
      all,
    );
    expect([...types]).toEqual([
      [long, "DOUBLE"],
      ["text", "VARCHAR"],
      ["whole", "BIGINT"],
      ["flag", "BOOLEAN"],
    ]);
    const expected = numbers.map((number, i) => {
      const whole = wholes[i] ?? null;
      return [number, texts[i] ?? null, whole === null ? null : BigInt(whole), booleans[i] ?? null];
    });
    // Object.is: toEqual holds -0 and 0 apart, and NaN equal to itself.
    expect(rows).toEqual(expected);
  });

  it("has the numbers of any table", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(fc.double()), { maxLength: 50 }), async (cells) => {
        const { rows } = await queried([parquetBytes([{ name: "x", kind: "number", cells }], {})], all);
        expect(rows.map(([value]) => value)).toEqual(cells);
      }),
      { numRuns: 20 },
    );
  });

  it("has the types of its columns where a part holds nothing but nulls, or no row", async () => {
    const part = (cells: readonly null[]): readonly ParquetColumn[] => [
      { name: "x", kind: "number", cells },
      { name: "n", kind: "whole", cells },
      { name: "s", kind: "text", cells },
      { name: "b", kind: "boolean", cells },
    ];
    const full: readonly ParquetColumn[] = [
      { name: "x", kind: "number", cells: [1.5] },
      { name: "n", kind: "whole", cells: [2] },
      { name: "s", kind: "text", cells: ["a"] },
      { name: "b", kind: "boolean", cells: [true] },
    ];
    const files = [part([null, null]), part([]), full].map((columns) => parquetBytes(columns, {}));
    const { rows, types } = await queried(files, "select * from read_parquet([$0, $1, $2])");
    expect([...types.values()]).toEqual(["DOUBLE", "BIGINT", "VARCHAR", "BOOLEAN"]);
    expect(rows).toHaveLength(3);
    expect(rows).toContainEqual([1.5, 2n, "a", true]);
  });

  it("says what made it", async () => {
    const file = parquetBytes([{ name: "x", kind: "number", cells: [1] }], { "slopewise.version": "1.2.3" });
    const { rows } = await queried([file], "select decode(key), decode(value) from parquet_kv_metadata($0)");
    expect(rows).toContainEqual(["slopewise.version", "1.2.3"]);
  });
});
