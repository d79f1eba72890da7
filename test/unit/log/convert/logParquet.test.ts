import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { csvText } from "../../../../src/log/convert/csvStream.ts";
import { logToParquet } from "../../../../src/log/convert/logParquet.ts";
import { ParquetBuild } from "../../../../src/log/convert/parquetBuild.ts";
import { engine } from "../../../engine.ts";
import { csvColumns } from "../../../reference/csvColumns.ts";
import { queried } from "../parquet/duckdb.ts";

let folder = "";
let log = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-parquet-"));
  log = join(folder, "metrics.jsonl");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("the Parquet of a log", () => {
  it("has the cells of the CSV, whatever the log holds", async () => {
    const words = fc.constantFrom("", "a,b", 'say "x"', "é𝕏\n", "NaN", "-inf", "0.50", "007", "2024-05-01T12:00:00Z");
    const whole = fc.constantFrom(0, -0, 7, 2 ** 53 - 1).map((value) => (Object.is(value, -0) ? "-0" : String(value)));
    const value = fc.oneof(
      { weight: 4, arbitrary: fc.double().map((double) => (Number.isNaN(double) ? "NaN" : String(double))) },
      { weight: 2, arbitrary: whole },
      words.map((text) => JSON.stringify(text)),
      fc.constantFrom("null", "true", "[1, 2]", "9007199254740993", "1e400", '{"b": 1}'),
    );
    const record = fc.array(fc.tuple(fc.constantFrom("step", "loss", "note", "a", "a.b"), value), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(record, { minLength: 1, maxLength: 30 }), async (records) => {
        const lines = records.map((cells) => `{${cells.map(([key, cell]) => `"${key}": ${cell}`).join(", ")}}`);
        await expectAsCsv(lines.join("\n"));
      }),
      { numRuns: 40 },
    );
  });

  it("is the same in many row groups, on two threads, where columns appear late or turn out to be texts", async () => {
    const count = 40_000;
    const late: ReadonlyMap<number, string> = new Map([
      [25_000, ', "val": 0.25'],
      [30_000, ', "note": "a \\"b\\""'],
      [35_000, ', "grad": "n/a"'],
      [38_000, ', "id": 12345678901234567890'],
    ]);
    const lines = Array.from({ length: count }, (_, step) => {
      const cells = step % 3 === 0 ? `"loss": ${Math.sin(step)}` : `"grad": ${step}e-3, "id": ${step}`;
      return `{"step": ${step}, ${cells}${late.get(step) ?? ""}}`;
    });
    await expectAsCsv(lines.join("\n"), 1000);
    const { rows } = await queried([parquet()], "select count(distinct row_group_id) from parquet_metadata($0)");
    expect(Number(rows[0]?.[0])).toBeGreaterThan(3);
    expect(readdirSync(folder).sort()).toEqual(["metrics.jsonl", "metrics.parquet"]);
  });

  it("lets DuckDB skip row groups, and finds NaN and zeros of both signs with that", async () => {
    writeFileSync(log, '{"x": 0.0, "y": 1}\n{"x": -0.0, "y": NaN}\n{"x": -0.0, "y": -Infinity}\n');
    await convert();
    const sought = "select count(*) from read_parquet($0) where";
    const counts = await Promise.all(
      ["x = 0", "x >= 0", "x <= 0", "y > 100", "isnan(y)", "y < 0"].map(async (condition) =>
        Number((await queried([parquet()], `${sought} ${condition}`)).rows[0]?.[0]),
      ),
    );
    expect(counts).toEqual([3, 3, 3, 1, 1, 1]);
    const { rows } = await queried([parquet()], "select stats_min_value, stats_max_value from parquet_metadata($0)");
    expect(rows.map((bounds) => bounds.map((bound) => (bound === null ? null : Number(bound))))).toEqual([
      [-0, 0],
      [null, null],
    ]);
  });

  it("is not there after a failure, and what was there stays", async () => {
    writeFileSync(log, '{"x": 1}\n');
    const path = join(folder, "metrics.parquet");
    writeFileSync(path, "before");
    const build = new ParquetBuild(path, {});
    await logToParquet(log, build, { engine });
    expect(readFileSync(path, "utf8")).toBe("before");
    expect(readdirSync(folder)).toHaveLength(3);
    await build.discard();
    expect(readdirSync(folder).sort()).toEqual(["metrics.jsonl", "metrics.parquet"]);
    await expect(logToParquet(join(folder, "none.jsonl"), build, { engine })).rejects.toThrow("no such file");
    expect(readFileSync(path, "utf8")).toBe("before");
  });
});

function parquet(): Uint8Array {
  return readFileSync(join(folder, "metrics.parquet"));
}

async function convert(groupRows?: number): Promise<ParquetBuild> {
  const build = new ParquetBuild(join(folder, "metrics.parquet"), {});
  await logToParquet(log, build, { engine, ...(groupRows === undefined ? {} : { groupRows }) });
  await build.finish();
  return build;
}

/** Writes a log and expects its Parquet to hold what its CSV holds. */
async function expectAsCsv(text: string, groupRows?: number): Promise<void> {
  writeFileSync(log, text);
  const pieces: Uint8Array[] = [];
  for await (const piece of csvText(log, { engine, includeIncomplete: true })) {
    pieces.push(new Uint8Array(piece));
  }
  const columns = csvColumns(Buffer.concat(pieces).toString("utf8")).filter(({ name }) => name !== "");
  const build = await convert(groupRows);
  if (columns.length === 0) {
    expect(build.isEmpty).toBe(true);
    return;
  }
  const { rows, types } = await queried([parquet()], "select * from read_parquet($0)");
  expect([...types]).toEqual(columns.map(({ name, kind }) => [name, kind === "number" ? "DOUBLE" : "VARCHAR"]));
  columns.forEach(({ cells }, at) => {
    expect(rows.map((row) => row[at])).toEqual(cells);
  });
}
