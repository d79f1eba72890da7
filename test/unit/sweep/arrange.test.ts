import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arrange } from "../../../src/sweep/view/arrange.ts";
import type { TableLine } from "../../../src/sweep/view/tableLine.ts";
import { columnsOf, directionOf } from "../../../src/sweep/view/columns.ts";
import type { CellSummary } from "../../../src/sweep/view/groupSummary.ts";
import type { RunRow } from "../../../src/sweep/rows/runRow.ts";
import { surveyRows } from "../../../src/sweep/view/surveyRows.ts";
import { emptyView, type TableView } from "../../../src/sweep/view/tableView.ts";
import { rowOf } from "./rows.ts";

const rows: readonly RunRow[] = [
  rowOf("a-1", { "config.lr": 0.1, "config.seed": 1, best_val: 1.2, acc_val: 0.9 }),
  rowOf("a-2", { "config.lr": 0.1, "config.seed": 2, best_val: 1.4, acc_val: 0.8 }),
  rowOf("b-1", { "config.lr": 0.01, "config.seed": 1, best_val: 1.1, acc_val: 0.95 }),
  rowOf("b-10", { "config.lr": 0.01, "config.seed": 2, best_val: null }, "diverged"),
];

const survey = surveyRows(rows);
const { columns } = survey;

const arranged = (view: Partial<TableView>): ReturnType<typeof arrange> =>
  arrange(survey, columns, { ...emptyView, ...view });

const summed = (line: TableLine | undefined, id: string): CellSummary | null => {
  const column = columns.find((one) => one.id === id);
  return line?.kind === "group" && column !== undefined ? line.summary.of(column) : null;
};

const namesOf = (lines: readonly TableLine[]): string[] =>
  lines.map((line) => (line.kind === "run" ? line.row.run : line.name));

describe("the table of runs", () => {
  it("is in the order of names at first, numbers in them as numbers", () => {
    expect(namesOf(arranged({}).lines)).toEqual(["a-1", "a-2", "b-1", "b-10"]);
  });

  it("sorts by several columns, empty cells last either way", () => {
    const key = { column: "best_val", descending: false };
    expect(namesOf(arranged({ sort: [key] }).lines)).toEqual(["b-1", "a-1", "a-2", "b-10"]);
    expect(namesOf(arranged({ sort: [{ ...key, descending: true }] }).lines)).toEqual(["a-2", "a-1", "b-1", "b-10"]);
    const two = [
      { column: "config.seed", descending: true },
      { column: "config.lr", descending: false },
    ];
    expect(namesOf(arranged({ sort: two }).lines)).toEqual(["b-10", "a-2", "b-1", "a-1"]);
  });

  it("puts the worst state first", () => {
    expect(namesOf(arranged({ sort: [{ column: "state", descending: false }] }).lines)[0]).toBe("b-10");
  });

  it("filters, hides and pins", () => {
    const { lines, shown } = arranged({ filter: "config.lr < 0.05", pinned: ["/b-10"] });
    expect(namesOf(lines)).toEqual(["b-10", "b-1"]);
    expect(shown).toHaveLength(2);
    expect(namesOf(arranged({ hidden: ["/a-1"], filter: "sweep" }).lines)).toEqual(["a-2", "b-1", "b-10"]);
  });

  it("shows all runs where the filter cannot be understood, and says why", () => {
    const { lines, problem } = arranged({ filter: "config.lr <" });
    expect(lines).toHaveLength(4);
    expect(problem).toEqual({ message: "The filter ends too early: a value is missing.", at: 11 });
  });

  it("filters by a setting's key too, unless a column is called so", () => {
    expect(namesOf(arranged({ filter: "lr > 0.05" }).lines)).toEqual(["a-1", "a-2"]);
    expect(namesOf(arranged({ filter: "config.lr > 0.05" }).lines)).toEqual(["a-1", "a-2"]);
    expect(namesOf(arranged({ filter: "best_val < 1.15" }).lines)).toEqual(["b-1"]);
  });

  it("groups with a line that averages replicates and leaves diverged runs out", () => {
    const { lines } = arranged({ groupBy: ["config.lr"], sort: [{ column: "best_val", descending: false }] });
    expect(namesOf(lines)).toEqual(["lr = 0.01", "b-1", "b-10", "lr = 0.1", "a-1", "a-2"]);
    const groups = lines.filter((line) => line.kind === "group");
    expect(summed(groups[1], "best_val")).toMatchObject({ n: 2, spreadOf: "replicates", best: 1.2 });
    expect(summed(groups[1], "best_val")?.mean).toBeCloseTo(1.3, 12);
    expect(summed(groups[0], "best_val")).toMatchObject({ n: 1, sd: null });
    expect(summed(groups[1], "acc_val")?.best).toBe(0.9);
    expect(summed(groups[0], "config.seed")).toBeNull();
  });

  it("knows the best run of each group, and none where no run counts", () => {
    const { lines } = arranged({ groupBy: ["config.lr"] });
    const best = lines.map((line) => (line.kind === "group" ? line.summary.bestRun()?.run : null));
    expect(best.filter((run) => run !== null)).toEqual(["b-1", "a-1"]);
    const lost = surveyRows(rows.map((row) => ({ ...row, state: "diverged" })));
    const [first] = arrange(lost, lost.columns, { ...emptyView, groupBy: ["config.lr"] }).lines;
    expect(first?.kind === "group" && first.summary.bestRun()).toBeNull();
  });

  it("leaves excluded runs out of groups and bests, and shows them below", () => {
    const judged = surveyRows(
      rows.map((row) => (row.run === "a-1" ? { ...row, cells: { ...row.cells, verdict: "exclude" } } : row)),
    );
    const view = { ...emptyView, groupBy: ["config.lr"] };
    const { lines } = arrange(judged, judged.columns, view);
    expect(namesOf(lines)).toEqual(["lr = 0.01", "b-1", "b-10", "lr = 0.1", "a-2", "Excluded by verdict", "a-1"]);
    expect(summed(lines[3], "best_val")).toMatchObject({ n: 1, mean: 1.4 });
    expect(summed(lines[5], "best_val")).toBeNull();
  });

  it("closes groups, and nests them", () => {
    const { lines } = arranged({ groupBy: ["config.seed", "config.lr"] });
    const [first] = lines;
    expect(first).toMatchObject({ kind: "group", depth: 0, runs: 2 });
    const closed = first?.kind === "group" ? [first.key] : [];
    expect(namesOf(arranged({ groupBy: ["config.seed", "config.lr"], closed }).lines)).toEqual([
      "seed = 1",
      ...namesOf(lines).slice(5),
    ]);
  });

  it("shows every run that passes once, whatever the layout", () => {
    const columnId = fc.constantFrom("state", "run", "best_val", "acc_val", "config.lr", "config.seed");
    const layout = fc.record({
      sort: fc.array(fc.record({ column: columnId, descending: fc.boolean() }), { maxLength: 3 }),
      groupBy: fc.uniqueArray(columnId, { maxLength: 3 }),
      pinned: fc.subarray(rows.map(({ log }) => log)),
      hidden: fc.subarray(rows.map(({ log }) => log)),
    });
    fc.assert(
      fc.property(layout, (view) => {
        const { lines, shown } = arranged(view);
        const runs = lines.flatMap((line) => (line.kind === "run" ? [line.row.log] : []));
        expect([...runs].sort()).toEqual(shown.map(({ log }) => log).sort());
        expect(runs).toHaveLength(rows.length - view.hidden.length);
      }),
    );
  });
});

describe("columns", () => {
  it("are those that some run has a value for, settings before results", () => {
    expect(columns.map(({ id }) => id)).toEqual([
      "state",
      "run",
      "folder",
      "config.lr",
      "config.seed",
      "best_val",
      "acc_val",
      "verdict",
    ]);
    expect(columnsOf([rowOf("x", { note: "", verdict: null })]).map(({ id }) => id)).toEqual([
      "state",
      "run",
      "folder",
      "verdict",
    ]);
  });

  it("know which way is better by their names", () => {
    expect(["last.val_loss", "last.wer", "eval/accuracy", "train/return", "lr"].map(directionOf)).toEqual([
      "low",
      "low",
      "high",
      "high",
      null,
    ]);
  });
});
