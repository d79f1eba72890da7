import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { formatOf } from "../../../src/formats/discovery/formats.ts";
import type { RunReader, RunSource } from "../../../src/formats/model/format.ts";
import { otherFormats } from "../../testData.ts";
import { put, rowsOf, runsBelow } from "./support.ts";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-folders-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

async function found(...labels: string[]): Promise<{ readonly source: RunSource; readonly reader: RunReader }> {
  const [source, ...others] = await runsBelow(folder, labels, []);
  expect(others).toEqual([]);
  if (source === undefined) {
    throw new Error("there is no run");
  }
  return { source, reader: formatOf(source.format).open(source, { texts: false, ended: false }) };
}

const run = "mlruns/1/0123456789abcdef0123456789abcdef";

describe("a run of MLflow in folders", () => {
  beforeEach(() => cpSync(join(otherFormats, "synthetic/mlflow-steps"), folder, { recursive: true }));

  it("holds what an independent reading found, with its name and parameters", async () => {
    const { source, reader } = await found(`${run}/meta.yaml`);
    const { table, settings } = await reader.poll();
    const readings = JSON.parse(readFileSync(join(otherFormats, "readings.json"), "utf8")) as Record<
      string,
      { numbers: number; sum: number }
    >;
    for (const key of ["old", "train_loss", "val/loss"]) {
      const wanted = readings[`synthetic/mlflow-steps/${run}/metrics/${key}`];
      const values = table.column(key)?.values ?? new Float64Array();
      expect([key, values.length]).toEqual([key, wanted?.numbers]);
      expect(values.filter((value) => Number.isFinite(value)).reduce((a, b) => a + b, 0)).toBeCloseTo(
        wanted?.sum ?? NaN,
        12,
      );
    }
    expect(settings.get("lr")).toBe("0.001");
    expect(source.name).toBe(readFileSync(join(folder, run, "tags/mlflow.runName"), "utf8").trim());
  });

  it("grows by lines and by metrics; half a line waits", async () => {
    const { reader } = await found(`${run}/meta.yaml`);
    const before = (await reader.poll()).table;
    expect((await reader.poll()).changed).toBe(false);
    appendFileSync(join(folder, run, "metrics/train_loss"), "1800000000000 0.25 10");
    expect((await reader.poll()).table.records).toBe(before.records);
    appendFileSync(join(folder, run, "metrics/train_loss"), "0\n");
    const grown = await reader.poll();
    expect(grown).toMatchObject({ changed: true, rebuilt: false });
    expect(rowsOf(grown.table).at(-1)).toEqual({ step: 100, timestamp: 1800000000000, train_loss: 0.25 });
    put(folder, `${run}/metrics/val/acc`, "1800000000001 0.5 100\n");
    expect(rowsOf((await reader.poll()).table).at(-1)).toMatchObject({ train_loss: 0.25, "val/acc": 0.5 });
  });

  it("goes when its folder goes", async () => {
    const { reader } = await found(`${run}/meta.yaml`);
    await reader.poll();
    rmSync(join(folder, "mlruns"), { recursive: true });
    expect(await reader.poll()).toMatchObject({ changed: true, gone: true });
  });
});

describe("a folder of DVCLive", () => {
  it("is one run, a record a step, and follows each of its files", async () => {
    cpSync(join(otherFormats, "dvclive/face"), folder, { recursive: true });
    const metrics = "dvclive/plots/metrics/train";
    const { source, reader } = await found(`${metrics}/accuracy.tsv`, `${metrics}/loss.tsv`);
    expect(source.path).toBe(join(folder, "dvclive"));
    const { table } = await reader.poll();
    expect(rowsOf(table)[0]).toEqual({
      step: 0,
      "train/accuracy": 0.4704348146915436,
      "train/loss": 1.1063190698623657,
    });
    expect(table.records).toBe(5);
    appendFileSync(join(folder, metrics, "loss.tsv"), "5\t1.5\n");
    expect(rowsOf((await reader.poll()).table).at(-1)).toEqual({ step: 5, "train/loss": 1.5 });
    appendFileSync(join(folder, metrics, "accuracy.tsv"), "5\t0.5\n");
    const late = await reader.poll();
    expect(rowsOf(late.table).at(-1)).toEqual({ step: 5, "train/loss": 1.5, "train/accuracy": 0.5 });
    expect(late).toMatchObject({ changed: true, rebuilt: false });
  });
});
