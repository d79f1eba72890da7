import { describe, expect, it } from "vitest";
import { layTable } from "../../../src/sweep/view/layTable.ts";
import { surveyRows } from "../../../src/sweep/view/surveyRows.ts";
import { emptyView, parseTableView } from "../../../src/sweep/view/tableView.ts";
import { rowOf } from "./rows.ts";

const rows = [
  rowOf("a", { "config.lr": 0.1, "config.seed": 1, "config.data": "cifar", best_val: 0.3, acc_val: 0.9, "last.g": 1 }),
  rowOf("b", { "config.lr": 0.1, "config.seed": 2, "config.data": "cifar", best_val: 0.2, acc_val: 0.9 }),
  rowOf("c", { "config.lr": 0.2, "config.seed": 1, "config.data": "cifar", best_val: 0.4, acc_val: 0.9 }),
  rowOf("d", { "config.lr": 0.2, "config.seed": 2, "config.data": "cifar", best_val: 0.1 }, "diverged"),
];

const idsOf = (view = emptyView): string[] => layTable(surveyRows(rows), view).visible.map(({ id }) => id);

describe("layTable", () => {
  it("shows what varies and says what is the same once; replicates make no configuration", () => {
    const { constant, configurations } = layTable(surveyRows(rows), emptyView);
    expect(idsOf()).toEqual(["run", "state", "config.lr", "config.seed", "best_val", "acc_val", "verdict"]);
    expect([...constant]).toEqual([["data", "cifar"]]);
    expect(configurations).toBe(2);
  });

  it("waits for the settings of a run before it differs from the others in them", () => {
    const all = [...rows, { ...rowOf("e", { best_val: 0.5 }), pending: true }];
    const { constant, configurations, visible } = layTable(surveyRows(all), emptyView);
    expect([...constant]).toEqual([["data", "cifar"]]);
    expect(configurations).toBe(2);
    expect(visible.map(({ id }) => id)).not.toContain("config.data");
    const { constant: none } = layTable(surveyRows(all.map((row) => ({ ...row, pending: false }))), emptyView);
    expect([...none]).toEqual([]);
  });

  it("takes as replicates what a contract names, and only that", () => {
    const named = rows.map((row) => ({ ...row, replicate: row.run === "a" ? ["lr"] : null }));
    expect(layTable(surveyRows(named), emptyView).configurations).toBe(2);
    expect(layTable(surveyRows(named.map((row) => ({ ...row, replicate: ["lr", "seed"] }))), emptyView)).toMatchObject({
      configurations: 1,
    });
  });

  it("shows no setting that few runs have, and no more than eight", () => {
    const wide = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`config.s${i}`, i]));
    const others = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`config.s${i}`, -i - 1]));
    const { visible } = layTable(
      surveyRows([rowOf("a", { ...wide, "config.few": 1 }), rowOf("b", others), rowOf("c", wide)]),
      emptyView,
    );
    expect(visible.map(({ id }) => id)).toEqual(["run", "state", ...Object.keys(wide).slice(0, 8), "verdict"]);
  });

  it("has no column for settings of few runs where there are many, and a filter finds them", () => {
    const many = Array.from({ length: 300 }, (_, run) =>
      rowOf(`r${run}`, { "config.lr": run % 3, [`config.own.${run}`]: run, "config.seed": run }),
    );
    const survey = surveyRows(many);
    const { columns, rare, varying, configurations } = layTable(survey, emptyView);
    expect(columns.filter(({ part }) => part === "setting").map(({ id }) => id)).toEqual(["config.lr", "config.seed"]);
    expect([varying, rare.size, configurations]).toEqual([["config.lr"], 300, 300]);
    for (const filter of ["own.7 == 7", "`config.own.7` > 1", "own.7"]) {
      const { shown, problem } = layTable(survey, { ...emptyView, filter });
      expect(problem).toBeNull();
      expect(shown.map(({ run }) => run)).toContain("r7");
      expect(shown.length).toBeLessThan(12);
    }
    expect(layTable(survey, { ...emptyView, filter: "own.300 == 7" }).problem).not.toBeNull();
  });

  it("is in the order of names, numbers in them as numbers", () => {
    const { lines } = layTable(surveyRows([rowOf("s-10", {}), rowOf("s-9", {}), rowOf("S-1", {})]), emptyView);
    expect(lines.map((line) => (line.kind === "run" ? line.row.run : ""))).toEqual(["S-1", "s-9", "s-10"]);
  });

  it("marks no value as the best whose interval is wider than it is large", () => {
    const exponents = [
      rowOf("a", { alpha_full: 0.3, alpha_full_low: 0.29, alpha_full_high: 0.31 }),
      rowOf("b", { alpha_full: 0.4, alpha_full_low: 0.39, alpha_full_high: 0.41 }),
      rowOf("c", { alpha_full: 0.8, alpha_full_low: -1.1, alpha_full_high: 2.8 }),
    ];
    expect(layTable(surveyRows(exponents), emptyView).best.get("alpha_full")).toBe(0.4);
  });

  it("finds the best value, diverged runs left out, and none where most have the same", () => {
    expect([...layTable(surveyRows(rows), emptyView).best]).toEqual([["best_val", 0.2]]);
  });

  it("shows and hides columns by hand, but never the run", () => {
    expect(idsOf({ ...emptyView, chosen: { "last.g": true, best_val: false, run: false } })).toEqual([
      ...["run", "state", "config.lr", "config.seed", "acc_val", "last.g", "verdict"],
    ]);
  });

  it("keeps the order that columns were given, the run first and new columns behind their neighbors", () => {
    expect(idsOf({ ...emptyView, order: ["acc_val", "state", "config.lr", "best_val", "run"] })).toEqual([
      ...["run", "acc_val", "verdict", "state", "config.lr", "config.seed", "best_val"],
    ]);
  });

  it("compares with the baseline as long as it is there", () => {
    expect(layTable(surveyRows(rows), { ...emptyView, baseline: "/b" }).baseline?.run).toBe("b");
    expect(layTable(surveyRows(rows), { ...emptyView, baseline: "/gone" }).baseline).toBeNull();
  });
});

describe("parseTableView", () => {
  it("takes what was kept", () => {
    const view = {
      ...{ filter: "lr > 0", sort: [{ column: "lr", descending: true }], groupBy: ["lr"], closed: ["/x"] },
      ...{ pinned: ["/a"], hidden: ["/b"], baseline: "/a", order: ["run"], chosen: { lr: false }, widths: { lr: 90 } },
      tab: "analysis",
      curves: { ...emptyView.curves, charts: ["loss", "metric:g"], smoothing: 0.6, band: "sd", colorBy: "config.lr" },
      relations: emptyView.relations,
      analysis: { group: "arch", x: "lr", y: "wd" },
    };
    expect(parseTableView(JSON.parse(JSON.stringify(view)))).toEqual(view);
  });

  it.each([
    null,
    3,
    [],
    {
      filter: 1,
      sort: [{ column: 1 }],
      hidden: "x",
      chosen: { a: 1 },
      widths: { a: 5, b: "9" },
      curves: { smoothing: 1, band: "x", axis: 3, charts: "loss" },
      analysis: { group: 1, x: null },
    },
  ])("gives the usual for what is not sound: %j", (kept) => expect(parseTableView(kept)).toEqual(emptyView));
});
