import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RunStatus } from "../../../../src/protocol/worker.ts";
import { layoutTree, type TreeLayout } from "../../../../src/editor/tree/treeLayout.ts";
import { treeRun, type TreeRun } from "../../../../src/editor/tree/treeRun.ts";
import { TreeState, type TreeView } from "../../../../src/editor/tree/treeState.ts";
import { endedRun } from "./treeRuns.ts";

const view: TreeView = { grouping: { by: "folder" }, sort: "state", filter: "" };

function stateOf(runs: readonly TreeRun[]): TreeState {
  const state = new TreeState(view);
  state.update(runs, []);
  return state;
}

const idle: RunStatus = {
  log: "",
  records: 1800,
  clock: "epoch",
  last: 30,
  losses: { lastTrain: 0.4, bestVal: 0.5 },
  findings: [],
  lastRead: 1,
  progress: null,
  csvPath: "",
  gone: false,
  life: { state: "ended", over: true },
  lastGrowth: 1,
};

/** A row and the groups around it: one that is drawn again draws all that is below it. */
function above(id: string, layout: TreeLayout): readonly string[] {
  const parent = [...layout.nodes.values()].find((node) => node.kind === "group" && node.children.includes(id));
  return parent === undefined ? [id] : [id, ...above(parent.id, layout)];
}

describe("the list as it is shown", () => {
  test("draws no row of 2,000 idle runs again, however often they are read", () => {
    const paths = Array.from({ length: 2000 }, (_, i) => `lr${i % 6}/seed-${i}`);
    const readAt = (lastRead: number): readonly TreeRun[] =>
      paths.map((run) =>
        treeRun({ log: `/w/${run}`, run, place: run, name: run, status: { ...idle, lastRead }, settings: new Map() }),
      );
    const state = new TreeState(view);
    expect(state.update(readAt(1), [])).toEqual({ kind: "all" });
    // A minute of reports, one every ten seconds of each run.
    const changes = [1, 2, 3, 4, 5, 6].map((time) => state.update(readAt(10_000 * time), []));
    expect(changes).toEqual([null, null, null, null, null, null]);
  });
  test("draws the row of a run that changed, and no other", () => {
    const state = stateOf([endedRun("a"), endedRun("b"), endedRun("c")]);
    const change = state.update([endedRun("b", { findings: 1, worst: "warning" })], []);
    expect(change).toEqual({ kind: "rows", ids: ["/work/b/metrics.jsonl"] });
  });
  test("draws nothing for what no row shows", () => {
    const state = stateOf([endedRun("a"), endedRun("b")]);
    expect(state.update([endedRun("b", { lastTrain: 0.1, position: 21 })], [])).toBeNull();
  });
  test("draws a group again where its runs come in another order", () => {
    const state = stateOf(["g/a", "g/b", "h/c", "h/d"].map((run) => endedRun(run)));
    const change = state.update([endedRun("g/b", { state: "stalled" })], []);
    expect(change).toEqual({ kind: "rows", ids: expect.arrayContaining(["group:/g"]) as unknown });
    expect(state.node("group:/g")).toMatchObject({ children: ["/work/g/b/metrics.jsonl", "/work/g/a/metrics.jsonl"] });
    expect(JSON.stringify(change)).not.toContain("/h");
  });
  test("filters by folders, names, settings and states, or by an expression", () => {
    const at = (lr: number, seed: number): TreeRun =>
      endedRun(`lr${lr}/seed-${seed}`, { settings: new Map([["opt.lr", lr]]), state: seed === 2 ? "nan" : "ended" });
    const state = stateOf([at(3, 1), at(3, 2), at(4, 1), at(4, 2)]);
    const left = (filter: string): readonly string[] => {
      state.show({ filter });
      return [...state.layout.nodes.values()].flatMap((node) => (node.kind === "run" ? [node.run.run] : [])).sort();
    };
    expect(left("lr3")).toEqual(["lr3/seed-1", "lr3/seed-2"]);
    expect(left("seed-2 nan")).toEqual(["lr3/seed-2", "lr4/seed-2"]);
    expect(left("opt.lr 4")).toEqual(["lr4/seed-1", "lr4/seed-2"]);
    expect(left('opt.lr > 3 && state == "ended"')).toEqual(["lr4/seed-1"]);
    expect(state.problem).toBeNull();
    expect(state.shown).toBe(1);
    expect(left("nothing of the kind")).toEqual([]);
    expect(left("learning == 3")).toHaveLength(4);
    expect(state.problem).toContain('no column "learning"');
  });
  test("is, after any changes, what it would be if it were made at once; each change names all rows that differ", () => {
    const run = fc.record({
      name: fc.constantFrom("a/1", "a/2", "b/1", "b/c/1", "b/c/2", "d"),
      state: fc.constantFrom("ended", "live", "diverged") satisfies fc.Arbitrary<TreeRun["state"]>,
      bestVal: fc.constantFrom(0.1, 0.2, null),
    });
    fc.assert(
      fc.property(fc.array(fc.record({ run, isGone: fc.boolean() }), { maxLength: 12 }), (events) => {
        const state = new TreeState(view);
        const present = new Map<string, TreeRun>();
        for (const { run: made, isGone } of events) {
          const one = endedRun(made.name, made);
          const before = state.layout;
          const change = isGone ? state.update([], [one.log]) : state.update([one], []);
          present.delete(one.log);
          if (!isGone) {
            present.set(one.log, one);
          }
          const whole = layoutTree([...present.values()], view.grouping, view.sort);
          expect(state.layout.roots).toEqual(whole.roots);
          expect(new Map(state.layout.nodes)).toEqual(new Map(whole.nodes));
          const drawn = change?.kind === "rows" ? new Set(change.ids) : null;
          for (const [id, node] of change?.kind === "all" ? [] : whole.nodes) {
            const old = before.nodes.get(id);
            const isSame = old?.label === node.label && old.line === node.line;
            expect(isSame || above(id, whole).some((row) => drawn?.has(row) === true)).toBe(true);
          }
        }
      }),
    );
  });
});
