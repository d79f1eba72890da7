import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { referenceConvert } from "../../reference/referenceConverter.ts";
import { fieldCases, realRuns } from "../../testData.ts";
import { convertPieces } from "./support.ts";

const logs = globSync("**/metrics.jsonl", { cwd: realRuns });

describe("real logs (../shared/data/runs)", () => {
  it.each(logs)("%s: the CSV is that of the reference converter", (log) => {
    const bytes = readFileSync(join(realRuns, log));
    const { csv, parser } = convertPieces([bytes]);
    expect(csv).toBe(referenceConvert(bytes, { includeIncomplete: false }));
    expect(parser.problems().first).toEqual([]);
    for (const key of parser.keys) {
      const lines = bytes
        .toString("utf8")
        .split("\n")
        .filter((line) => line !== "");
      const values = lines.map((line) => (JSON.parse(line) as Record<string, unknown>)[key]);
      const numbers = values.filter((value) => typeof value === "number");
      expect([...(parser.table().column(key)?.values ?? [])]).toEqual(numbers);
    }
  });
});

describe("logs that are easily read wrongly", () => {
  it.each(globSync("*/*.jsonl", { cwd: fieldCases }))("%s: the CSV is that of the reference converter", (log) => {
    const bytes = readFileSync(join(fieldCases, log));
    expect(convertPieces([bytes]).csv).toBe(referenceConvert(bytes, { includeIncomplete: false }));
  });
});
