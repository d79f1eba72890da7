import { describe, expect, test } from "vitest";
import { expandedDepth } from "../../../../src/editor/tree/expandedDepth.ts";
import {
  layoutTree,
  type TreeGrouping,
  type TreeLayout,
  type TreeSort,
} from "../../../../src/editor/tree/treeLayout.ts";
import type { TreeRun } from "../../../../src/editor/tree/treeRun.ts";
import { endedRun } from "./treeRuns.ts";

/** Labels of all rows, those below a group indented. */
function shown({ roots, nodes }: TreeLayout): readonly string[] {
  const lines = (ids: readonly string[], indent: string): readonly string[] =>
    ids.flatMap((id) => {
      const node = nodes.get(id);
      const label = `${indent}${node?.label ?? "?"}`;
      return node?.kind === "group" ? [label, ...lines(node.children, `${indent}  `)] : [label];
    });
  return lines(roots, "");
}

const byFolder: TreeGrouping = { by: "folder" };
const lay = (runs: readonly TreeRun[], grouping: TreeGrouping = byFolder, sort: TreeSort = "name"): readonly string[] =>
  shown(layoutTree(runs, grouping, sort));

const settings = (values: Readonly<Record<string, number | string>>): Pick<TreeRun, "settings"> => ({
  settings: new Map(Object.entries(values)),
});

describe("the list of runs by folder", () => {
  test("is a plain list where all runs are in one folder", () => {
    expect(lay([endedRun("sweep/run-2"), endedRun("sweep/run-10"), endedRun("sweep/run-1")])).toEqual([
      "run-1",
      "run-2",
      "run-10",
    ]);
  });
  test("shows folders, one in a row with what alone it holds", () => {
    const names = ["a/lr0.1/seed-1", "a/lr0.1/seed-2", "a/lr0.3/seed-1", "b/long/way/down"];
    expect(lay(names.map((name) => endedRun(name)))).toEqual([
      "a",
      "  lr0.1",
      "    seed-1",
      "    seed-2",
      "  lr0.3/seed-1",
      "b/long/way/down",
    ]);
  });
  test("holds a run that its tool named in its folder too", () => {
    const named = endedRun("eagle", { place: "real/eagle" });
    expect(lay([endedRun("real/vit"), named, endedRun("b/1"), endedRun("b/2")])).toEqual([
      "b",
      "  1",
      "  2",
      "real",
      "  eagle",
      "  vit",
    ]);
  });
  test("holds every run once, also one that lies in the folder of others", () => {
    const runs = ["a", "a/b", "a/b/c", "d/e"].map((name) => endedRun(name));
    const { nodes } = layoutTree(runs, byFolder, "name");
    expect([...nodes.values()].filter(({ kind }) => kind === "run")).toHaveLength(4);
    expect(lay(runs)).toEqual(["a", "  b", "  b/c", "a", "d/e"]);
  });
  test("of one run is that run, of none empty", () => {
    expect(lay([endedRun("deep/in/a/folder")])).toEqual(["folder"]);
    expect(lay([])).toEqual([]);
  });
});

describe("the list of runs by settings", () => {
  const runs = [
    endedRun("r1", settings({ lr: 0.1, seed: 1 })),
    endedRun("r2", settings({ lr: 0.1, seed: 2 })),
    endedRun("r3", settings({ lr: 0.3, seed: 1 })),
    endedRun("r4"),
  ];
  test("puts together what differs in its seeds alone", () => {
    expect(lay(runs, { by: "configuration" })).toEqual(["lr 0.1", "  r1", "  r2", "lr 0.3", "  r3", "r4"]);
  });
  test("or one setting, or nothing", () => {
    expect(lay(runs, { by: "setting", key: "seed" })).toEqual(["r4", "seed = 1", "  r1", "  r3", "seed = 2", "  r2"]);
    expect(lay(runs, { by: "nothing" })).toEqual(["r1", "r2", "r3", "r4"]);
  });
});

describe("the order of the list", () => {
  const runs = [
    endedRun("a", { bestVal: 0.9, lastGrowth: 3 }),
    endedRun("b", { bestVal: 0.2, lastGrowth: 1 }),
    endedRun("c", { state: "diverged", bestVal: 0.1, lastGrowth: 2 }),
    endedRun("d", { state: "live", bestVal: null, lastTrain: 0.3, lastGrowth: 9 }),
  ];
  test.each<[TreeSort, string]>([
    ["state", "c d a b"],
    ["name", "a b c d"],
    ["time", "d a c b"],
    // The loss of a run that diverged is no result, however low it was.
    ["loss", "b d a c"],
  ])("by %s is %s", (sort, expected) => {
    expect(lay(runs, byFolder, sort).join(" ")).toBe(expected);
  });
  test("of groups is that of the run in them that comes first", () => {
    const inGroups = ["x", "y"].flatMap((folder) => [
      endedRun(`${folder}/1`),
      endedRun(`${folder}/2`, folder === "y" ? { state: "nan" } : {}),
    ]);
    expect(lay(inGroups, byFolder, "state")).toEqual(["y", "  2", "  1", "x", "  1", "  2"]);
  });
});

describe("the lines of the list", () => {
  const lineOf = (runs: readonly TreeRun[], log: string): string | undefined =>
    layoutTree(runs, byFolder, "name").nodes.get(log)?.line;
  test("say the loss, what differs from the runs around, and what is wrong", () => {
    const one = endedRun("s/one", { ...settings({ lr: 0.1, wd: 0, seed: 1 }), findings: 2, worst: "warning" });
    const other = endedRun("s/other", settings({ lr: 0.3, wd: 0, seed: 2 }));
    expect(lineOf([one, other], one.log)).toBe("val loss 0.5000 · lr 0.1, seed 1 · 2 findings");
  });
  test("do not repeat what the label says", () => {
    const runs = [1, 2].map((seed) => endedRun(`lr0.1/seed-${seed}`, settings({ lr: 0.1 * seed, seed })));
    expect(lineOf(runs, runs[1]?.log ?? "")).toBe("val loss 0.5000 · lr 0.2");
  });
  test("begin with a state that needs somebody, and where the run is", () => {
    const live = { state: "live", position: 12.25, bestVal: null, lastTrain: 1.23456 } as const;
    expect(lineOf([endedRun("a", live)], "/work/a/metrics.jsonl")).toBe("live, epoch 12.25 · loss 1.235");
    const lost = endedRun("a", { state: "diverged", position: 7 });
    expect(lineOf([lost], lost.log)).toBe("diverged, epoch 7");
  });
  test.each([
    [{ as: "nan", clock: "step", at: 6 }, "NaN since step 6"],
    [{ as: "zero", clock: "epoch", at: 0.531 }, "loss 0 since epoch 0.53"],
    [{ as: "infinite", clock: "record", at: 3 }, "loss infinite since record 3"],
    [{ as: "absent", clock: "step", at: 9 }, "no loss since step 9"],
  ] as const)("say since when a loss is lost: %o", (lostSince, line) => {
    const lost = endedRun("a", { state: "nan", position: 9999, lostSince });
    expect(lineOf([lost], lost.log)).toBe(line);
  });
  test("count the records of a run without a loss, and say what is being read or gone", () => {
    const none = { bestVal: null, lastTrain: null };
    const cases: readonly (readonly [Partial<TreeRun>, string])[] = [
      [{ ...none, records: 1 }, "1 record"],
      [{ ...none, state: "reading" }, "reading…"],
      [{ state: "gone" }, "the log was deleted"],
      [{ percent: 42 }, "reading… 42%"],
    ];
    for (const [changes, line] of cases) {
      expect(lineOf([endedRun("a", changes)], "/work/a/metrics.jsonl")).toBe(line);
    }
  });
  test("of a group count its runs and those that went wrong, and say the best loss", () => {
    const runs = [
      endedRun("g/a", { bestVal: 0.41 }),
      endedRun("g/b", { state: "diverged", bestVal: 0.2 }),
      endedRun("g/c", { bestVal: null, lastTrain: 0.01 }),
      endedRun("h"),
    ];
    expect(lineOf(runs, "group:/g")).toBe("1 diverged · best val loss 0.4100 · 3 runs");
  });
  test("write small and large losses so that they can be read", () => {
    const written = [0.41, 12.3456, 1234.5, 123456.7, 3e-7, 0, -2.5].map((bestVal) =>
      lineOf([endedRun("a", { bestVal })], "/work/a/metrics.jsonl"),
    );
    expect(written).toEqual([
      "val loss 0.4100",
      "val loss 12.35",
      "val loss 1235",
      "val loss 123457",
      "val loss 3.00e−7",
      "val loss 0.000",
      "val loss −2.500",
    ]);
  });
});

describe("groups that are open at first", () => {
  const folders = (count: number): TreeLayout =>
    layoutTree(
      Array.from({ length: count }, (_, i) => endedRun(`f${i % 4}/run-${i}`)),
      byFolder,
      "name",
    );
  test("are as many as leave all rows in sight", () => {
    expect(expandedDepth(folders(20))).toBe(1);
    expect(expandedDepth(folders(200))).toBe(0);
    expect(expandedDepth(layoutTree([], byFolder, "name"))).toBe(0);
  });
});
