import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { queried } from "../../log/parquet/duckdb.ts";
import { BundledCli } from "../bundledCli.ts";

let cli: BundledCli;

beforeAll(async () => {
  cli = await BundledCli.build();
});
afterAll(async () => {
  await cli.dispose();
});

describe("convert --parquet", () => {
  test("writes what DuckDB reads as it was logged, for logs of any format", async () => {
    await cli.put(
      "p1/metrics.jsonl",
      '{"step": 1, "loss": NaN, "note": "a\\"b"}\n{"step": 2, "loss": 0.1, "x": -Infinity}\n',
    );
    await cli.put("p2/metrics.csv", "step,train_loss,epoch\n0,2.5,0\n1,,0\n");
    const result = await cli.run("convert", "--parquet", "p1", "p2");
    expect(result).toMatchObject({ code: 0, err: "" });
    const read = (path: string): Promise<Buffer> => readFile(join(cli.folder, path));
    const lines = await queried([await read("p1/metrics.parquet")], "select * from read_parquet($0)");
    expect([...lines.types]).toEqual([
      ["step", "DOUBLE"],
      ["loss", "DOUBLE"],
      ["note", "VARCHAR"],
      ["x", "DOUBLE"],
    ]);
    expect(lines.rows).toEqual([
      [1, NaN, 'a"b', null],
      [2, 0.1, null, -Infinity],
    ]);
    const table = await queried(
      [await read("p2/metrics.slopewise.parquet")],
      "select step, train_loss from read_parquet($0)",
    );
    expect(table.rows).toEqual([
      [0, 2.5],
      [1, null],
    ]);
  });

  test("replaces its own file, and one of others only with --force", async () => {
    await cli.put("p3/metrics.jsonl", '{"step": 1}\n');
    await cli.put("p3/metrics.parquet", "PAR1 theirs PAR1");
    const refused = await cli.run("convert", "--parquet", "p3");
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining("not written by Slopewise")]);
    expect(await readFile(join(cli.folder, "p3/metrics.parquet"), "utf8")).toBe("PAR1 theirs PAR1");
    expect(await cli.run("convert", "--parquet", "--force", "p3")).toMatchObject({ code: 0 });
    expect(await cli.run("convert", "--parquet", "p3")).toMatchObject({ code: 0 });
    expect(await cli.run("convert", "--parquet", "--stdout", "p3")).toMatchObject({ code: 2 });
  });

  test("writes nothing of a log without records", async () => {
    await cli.put("p4/metrics.jsonl", "nothing\n");
    const { code, err } = await cli.run("convert", "--parquet", "p4");
    expect([code, err]).toEqual([2, expect.stringContaining("holds no record with a value")]);
  });

  test("keeps what a log of other tools holds besides plain numbers: texts, times, NaN, many rows", async () => {
    const count = 100_500;
    const rows = Array.from({ length: count }, (_, step) =>
      [
        step,
        Math.cos(step),
        step % 2 === 0 ? "nan" : 0.5,
        step % 2 === 0 ? "train" : "",
        step > 100_000 ? "x" : 1,
      ].join(","),
    );
    const time = "2024-05-01T12:00:00";
    await cli.put("p5/metrics.csv", `step,loss,acc,split,late,when\n${rows.join(`,${time}\n`)},${time}\n`);
    expect(await cli.run("convert", "--parquet", "p5")).toMatchObject({ code: 0, err: "" });
    const file = await readFile(join(cli.folder, "p5/metrics.slopewise.parquet"));
    const { rows: read, types } = await queried([file], "select * from read_parquet($0)");
    expect([...types.values()]).toEqual(["DOUBLE", "DOUBLE", "DOUBLE", "VARCHAR", "VARCHAR", "VARCHAR"]);
    expect(read).toHaveLength(count);
    expect([0, 1, 100_001].map((row) => read[row])).toEqual([
      [0, 1, NaN, "train", "1", time],
      [1, Math.cos(1), 0.5, null, "1", time],
      [100_001, Math.cos(100_001), 0.5, null, "x", time],
    ]);
    const groups = await queried([file], "select count(distinct row_group_id) from parquet_metadata($0)");
    expect(Number(groups.rows[0]?.[0])).toBe(2);
  });
});
