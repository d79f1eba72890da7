import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { needing, python, pythonOfPandas } from "../contract/python.ts";
import { BundledCli } from "./bundledCli.ts";

const page = readFileSync(join(import.meta.dirname, "../../../media/docs/cluster.md"), "utf8");

/** The examples of a language, in order. */
function examples(language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms"))].map(([, code = ""]) => code);
}

const [countsSql = "", meansSql = "", curvesSql = ""] = examples("sql");
const [pandasCode = ""] = examples("python");

interface Reading {
  readonly runs: number;
  readonly excluded: { readonly diverged: number };
  readonly straightness: { readonly reached: number };
  readonly heat: Readonly<Record<string, { readonly cells: Readonly<Record<string, Cell>> }>>;
}

interface Cell {
  readonly n: number;
  readonly mean: number | null;
  readonly sd: number | null;
}

let cli: BundledCli;
let sweep: Reading;

beforeAll(async () => {
  cli = await BundledCli.build();
  await cli.run("sample", "logs", "--sweep", "--epochs", "20", "--steps-per-epoch", "20");
  for (const part of ["1/3", "2/3", "3/3"]) {
    await cli.run("sweep", "logs", "--out", "cluster-out", "--part", part);
  }
  await cli.run("sweep", "cluster-out", "--out", "cluster-out");
  sweep = JSON.parse(await readFile(join(cli.folder, "cluster-out/sweep.json"), "utf8")) as Reading;
}, 120_000);
afterAll(async () => {
  await cli.dispose();
});

async function duckdb(sql: string): Promise<readonly (readonly unknown[])[]> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  try {
    const rows = (
      await connection.runAndReadAll(sql.replaceAll("cluster-out", join(cli.folder, "cluster-out")))
    ).getRowsJS();
    return rows.map((row) => row.map((value) => (typeof value === "bigint" ? Number(value) : value)));
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** The cells of the heat map of arch by lr and wd: key, n, mean and sd, the best first. */
function cellsOf(): readonly (readonly [key: string, n: number, mean: number, sd: number | null])[] {
  return Object.entries(sweep.heat)
    .flatMap(([arch, { cells }]) =>
      Object.entries(cells).flatMap(([key, { n, mean, sd }]) =>
        mean === null ? [] : [[`${arch}|${key}`, n, mean, sd] as const],
      ),
    )
    .sort(([, , one], [, , other]) => one - other);
}

function expectCells(rows: readonly (readonly unknown[])[]): void {
  const expected = cellsOf();
  expect(rows.map(([arch, lr, wd, n]) => [`${String(arch)}|${String(lr)}|${String(wd)}`, n])).toEqual(
    expected.map(([key, n]) => [key, n]),
  );
  rows.forEach(([, , , , mean, sd], at) => {
    expect(mean).toBeCloseTo(expected[at]?.[2] ?? NaN, 12);
    expect(sd ?? NaN).toBeCloseTo(expected[at]?.[3] ?? NaN, 12);
  });
}

describe("the examples for sweeps on a cluster", () => {
  test("count in DuckDB what sweep.json counts", async () => {
    expect(sweep.runs).toBe(72);
    expect(await duckdb(countsSql)).toEqual([[72, sweep.excluded.diverged, sweep.straightness.reached]]);
  });

  test("have in DuckDB the means and standard deviations of sweep.json", async () => {
    expectCells(await duckdb(meansSql));
  });

  test("draw in DuckDB a curve of all runs that did not diverge", async () => {
    const rows = await duckdb(curvesSql);
    const first = rows.filter(([, epoch]) => epoch === 5);
    expect(first.map(([arch]) => arch)).toEqual(["convnet", "transformer"]);
    expect(first.reduce((sum, [, , , runs]) => sum + Number(runs), 0)).toBe(72 - sweep.excluded.diverged);
  });

  test.skipIf(pythonOfPandas === null)(
    `have in pandas the means of sweep.json${needing(pythonOfPandas, "pandas")}`,
    async () => {
      const code = pandasCode.replaceAll("cluster-out", join(cli.folder, "cluster-out"));
      expectCells(JSON.parse(await python(pythonOfPandas, "-c", code)) as readonly (readonly unknown[])[]);
    },
  );
});
