import { expect, it } from "vitest";
import { binsOf } from "../../../../src/sweep/figures/straightnessBins.ts";
import { analyzeSweep } from "../../../../src/sweep/statistics/analyzeSweep.ts";
import { readRunsTable } from "../../../../src/sweep/table/readTable.ts";

it("has each run in the bar that counts it, one on an edge in the bar above it", () => {
  const values = [0.5, 0.9, 0.9001, 0.91, 0.955, 0.99, 1];
  const lines = values.map((r2, i) => `run${i},ended,${r2}`);
  const { rows } = readRunsTable(["run,state,r2", ...lines, "lost,diverged,0.95", "none,ended,"].join("\n"));
  const { lower, bins } = binsOf(analyzeSweep(rows).straightness, rows);
  expect([lower, ...bins].map(({ count }) => count)).toEqual([lower, ...bins].map((bin) => bin.rows.length));
  expect(lower.rows.map(({ run }) => run)).toEqual(["run0"]);
  const ofRun = (run: string): number | undefined => bins.find((bin) => bin.rows.some((row) => row.run === run))?.low;
  expect(values.slice(1).map((_, i) => ofRun(`run${i + 1}`))).toEqual([0.9, 0.9, 0.91, 0.95, 0.99, 0.99]);
  expect(lower.high).toBe(bins[0]?.low);
});
