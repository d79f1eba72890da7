import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FormerCsvs } from "../../../../src/worker/runs/formerCsvs.ts";

let folder: string;
let csv: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "slopewise-csvs-"));
  csv = join(folder, "metrics.csv");
  writeFileSync(csv, "loss\n3\n");
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("FormerCsvs", () => {
  it("knows a CSV that was kept until nobody followed its log", () => {
    const csvs = new FormerCsvs();
    expect(csvs.has(csv)).toBe(false);
    csvs.add(csv);
    expect(csvs.has(csv)).toBe(true);
  });

  it("does not take one for ours that somebody wrote to since, or that is gone", () => {
    const csvs = new FormerCsvs();
    csvs.add(csv);
    appendFileSync(csv, "2\n");
    expect(csvs.has(csv)).toBe(false);
    rmSync(csv);
    expect(csvs.has(csv)).toBe(false);
  });

  it("does not take a CSV for ours that came where none was kept", () => {
    const csvs = new FormerCsvs();
    const other = join(folder, "other.csv");
    csvs.add(other);
    writeFileSync(other, "loss\n1\n");
    expect(csvs.has(other)).toBe(false);
  });
});
