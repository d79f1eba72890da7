import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { runsOfFile } from "../../../src/formats/discovery/findRuns.ts";
import { readRun } from "../../../src/formats/discovery/readRun.ts";
import type { RunLook } from "../../../src/formats/model/format.ts";
import { otherFormats } from "../../testData.ts";
import { runsBelow } from "./support.ts";

/** What an independent reader found in a column: counts, and the sum of the finite numbers. */
interface Reading {
  readonly numbers?: number;
  readonly count?: number;
  readonly points?: number;
  readonly first?: unknown;
  readonly sum?: number;
}

interface FileReading {
  readonly kind: string;
  readonly columns?: Readonly<Record<string, Reading>>;
  readonly scalars?: Readonly<Record<string, Reading>>;
}

const readings = JSON.parse(readFileSync(join(otherFormats, "readings.json"), "utf8")) as Record<string, FileReading>;

/** Read elsewhere: JSON Lines, a database or folder of several runs, and a text that is not read. */
const elsewhere = ["jsonl", "mlflow", "mlflow-metric", "trackio", "torchtune"];

const files = Object.entries(readings).filter(([, { kind }]) => !elsewhere.includes(kind));

async function lookAt(file: string): Promise<RunLook> {
  const [source] = (await runsOfFile(join(otherFormats, file))) ?? [];
  if (source === undefined) {
    throw new Error(`${file} is of no format`);
  }
  return readRun(source, { texts: true });
}

function sumOf(values: Float64Array): number {
  return values.filter((value) => Number.isFinite(value)).reduce((sum, value) => sum + value, 0);
}

describe("logs of other tools, against an independent reading", () => {
  it.each(files)("%s", async (file, { columns, scalars }) => {
    const { table, problems } = await lookAt(file);
    const wanted = Object.entries(columns ?? scalars ?? {}).filter(([, { first }]) => first !== "object");
    expect(wanted.length).toBeGreaterThan(0);
    for (const [key, { numbers, points, count, sum }] of wanted) {
      const values = table.column(key)?.values ?? new Float64Array();
      expect([key, values.length]).toEqual([key, numbers ?? points ?? count]);
      if (typeof sum === "number") {
        const size = values.reduce((total, value) => total + (Number.isFinite(value) ? Math.abs(value) : 0), 1);
        expect(Math.abs(sumOf(values) - sum)).toBeLessThanOrEqual(1e-12 * size);
      }
    }
    expect(problems.counts["bad-line"]).toBe(file.includes("bad-crc") ? 1 : 0);
  });

  it("are passed over where they are none", async () => {
    const names = Object.keys(readings).map((file) => dirname(file));
    expect(await runsBelow(otherFormats, ["README.md", "MANIFEST.tsv", "readings.json"], [])).toEqual([]);
    expect(names.length).toBeGreaterThan(0);
  });
});
