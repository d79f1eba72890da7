import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SweepFolders } from "../../../../src/worker/sweeps/sweepFolders.ts";
import { modelNames } from "../../../../src/numerics/models/modelFit.ts";
import { unpackRows } from "../../../../src/sweep/rows/packedRows.ts";
import { analysisRow } from "../../../../src/sweep/rows/analysisRow.ts";
import type { CurveAsk } from "../../../../src/sweep/curves/runCurve.ts";
import { writePartsOf } from "../../../bench/partsOfRuns.ts";

const usual: CurveAsk = {
  axis: "@clock",
  metrics: ["@valLoss", "@trainLoss"],
  points: 400,
  isLog: false,
  range: null,
};
const runs = 150;
let folder: string;

beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "slopewise-parts-")), "parts");
  await writePartsOf(folder, runs, 4);
});
afterAll(async () => {
  await rm(join(folder, ".."), { recursive: true, force: true });
});

describe("a sweep that is opened from its parts", () => {
  it("has every run once, in the order of the whole, with settings, results and findings", async () => {
    const { rows: packed, missing, origins } = await new SweepFolders().open(folder);
    const rows = unpackRows(packed);
    expect(missing).toEqual([]);
    expect(rows.map(({ run }) => run)).toEqual(
      Array.from({ length: runs }, (_, i) => `c${String(Math.floor(i / 3)).padStart(5, "0")}/seed-${i % 3}`),
    );
    expect(rows[97]).toMatchObject({
      ...{ log: "c00032/seed-1/metrics.jsonl", state: "diverged", stateText: "diverged", folder: "c00032" },
      cells: { "config.seed": 1, "config.data": "cifar10", records: 19_550, epochs: 50, findings: 1 },
    });
    expect(Object.keys(rows[97]?.cells ?? {})).not.toContain("verdict");
    expect(rows.map(({ spark }) => spark.length)).toEqual(rows.map(() => 48));
    expect(origins[97]).toMatchObject({ part: 97 % 4, path: resolve(folder, "../gone/c00032/seed-1/metrics.jsonl") });
  });

  it("gives an analysis the same rows as its table", async () => {
    const { rows, analysis } = await new SweepFolders().open(folder);
    const more = unpackRows(analysis);
    const [row] = unpackRows(rows).map((one, at) =>
      analysisRow({ ...one, cells: { ...one.cells, ...more[at]?.cells } }),
    );
    expect(Object.values(row?.measures ?? {}).filter((value) => value === null)).toEqual([]);
    expect([[...(row?.aicc.keys() ?? [])], row?.windows.has("5-15")]).toEqual([modelNames, true]);
  });

  it("draws runs of several parts, and of several row groups of one", async () => {
    const sweeps = new SweepFolders();
    const rows = unpackRows((await sweeps.open(folder)).rows);
    const logs = [rows[149], rows[0], rows[50], rows[4]].map((row) => row?.log ?? "");
    const drawn = await sweeps.curves(folder, [...logs, "no such log"], usual);
    expect(drawn.map(({ log }) => log).sort()).toEqual([...logs].sort());
    for (const { log, curves } of drawn) {
      expect(curves.map(({ metric, x }) => [metric, x.length])).toEqual([
        ["@valLoss", 200],
        ["@trainLoss", 200],
      ]);
      const alphaFull = Number(rows.find((row) => row.log === log)?.cells["alpha_full"]);
      const [val, train] = curves;
      expect(train?.y[10]).toBeCloseTo(1.6 * (train?.x[10] ?? 0) ** -alphaFull, 12);
      expect(val?.low[10]).toBeCloseTo(0.95 * (val?.y[10] ?? 0), 12);
    }
  });

  it.each<[what: string, ask: Partial<CurveAsk>, points: readonly number[]]>([
    ["fewer points than bins", { points: 20 }, [20, 20]],
    ["a part of the axis", { range: [10, 20] }, [40, 40]],
    ["a metric by its name", { metrics: ["loss_train_nats"] }, [200]],
    ["a metric that parts do not have", { metrics: ["@valAccuracy"] }, []],
    ["an axis that parts do not have", { axis: "@step" }, []],
  ])("draws %s", async (_, ask, points) => {
    const sweeps = new SweepFolders();
    const rows = unpackRows((await sweeps.open(folder)).rows);
    const [drawn] = await sweeps.curves(folder, [rows[5]?.log ?? ""], { ...usual, ...ask });
    expect(drawn?.curves.map(({ x }) => x.length)).toEqual(points);
    const [curve] = drawn?.curves ?? [];
    expect(curve?.x.every((x, i) => i === 0 || x > (curve.x[i - 1] ?? 0)) ?? true).toBe(true);
  });

  it("says which parts are missing, and refuses a folder without any, and curves that are damaged", async () => {
    const other = join(folder, "../three");
    await writePartsOf(other, 12, 3);
    await rm(join(other, "runs/part-0001.parquet"));
    const sweeps = new SweepFolders();
    const { rows: packed, missing } = await sweeps.open(other);
    const rows = unpackRows(packed);
    expect([rows.length, missing]).toEqual([8, ["Parts are missing, and so are their runs: 2 of 3."]]);
    await expect(sweeps.open(join(other, "runs"))).rejects.toThrow(/contains no parts of a sweep/);
    await writeFile(join(other, "curves/part-0000.parquet"), "PAR1");
    await expect(sweeps.curves(other, [rows[0]?.log ?? ""], usual)).rejects.toThrow(/part-0000\.parquet is damaged/);
    await rm(join(other, "curves/part-0000.parquet"));
    await expect(sweeps.curves(other, [rows[0]?.log ?? ""], usual)).rejects.toThrow(/part-0000\.parquet/);
  });
});
