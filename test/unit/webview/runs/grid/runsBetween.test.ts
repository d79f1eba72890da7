import { expect, it } from "vitest";
import type { TableLine } from "../../../../../src/sweep/view/tableLine.ts";
import { runsBetween } from "../../../../../webview/runs/grid/runsBetween.ts";
import { rowOf } from "../../../sweep/rows.ts";

const group: TableLine = {
  ...{ kind: "group", key: "g", name: "g", depth: 0, runs: 2, open: true },
  summary: { of: () => null, bestRun: () => null },
};
const run = (name: string): TableLine => ({ kind: "run", row: rowOf(name, {}), depth: 1 });
const lines = [run("a"), group, run("b"), run("c"), run("d")];

it("goes from a run to another in the order of the table, over the lines of groups", () => {
  expect(runsBetween(lines, "/a", "/c")).toEqual(["/a", "/b", "/c"]);
  expect(runsBetween(lines, "/c", "/a")).toEqual(["/a", "/b", "/c"]);
  expect(runsBetween(lines, "/d", "/d")).toEqual(["/d"]);
});

it("is nothing where one of them is not shown", () => {
  expect(runsBetween(lines, "/a", "/gone")).toEqual([]);
  expect(runsBetween(lines, "/gone", "/a")).toEqual([]);
});
