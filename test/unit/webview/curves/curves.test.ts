import { describe, expect, it } from "vitest";
import type { RunCurve } from "../../../../src/sweep/curves/runCurve.ts";
import { usualCurves } from "../../../../src/sweep/view/curvesView.ts";
import { emptyView, type TableView } from "../../../../src/sweep/view/tableView.ts";
import { valueColors } from "../../../../webview/charts/valueColors.ts";
import { heightOf, linesOf, wholeOf, type DrawnItem } from "../../../../webview/curves/curveLines.ts";
import { CurveStore } from "../../../../webview/curves/curveStore.ts";
import { colorColumn } from "../../../../webview/curves/colorColumn.ts";
import { drawnItems, type ItemsView } from "../../../../webview/curves/drawnItems.ts";
import { valuesCsv } from "../../../../webview/curves/valuesCsv.ts";
import type { Theme } from "../../../../webview/ui/theme.ts";
import { rowOf } from "../../sweep/rows.ts";

const theme: Theme = {
  ...{ foreground: "#fff", muted: "#999", background: "#1f1f1f", font: "sans", fontSize: 13, highContrast: false },
  ...{ blue: "blue", orange: "orange", green: "green", red: "red", purple: "purple", yellow: "yellow" },
};
const f = (...values: number[]): Float64Array => Float64Array.from(values);
const curve = (metric: string, ...y: number[]): RunCurve => {
  const [x, values] = [f(...y.map((_, i) => i + 1)), f(...y)];
  return { metric, x, y: values, low: values, high: values };
};
const item = (key: string, logs = [key], isGroup = false): DrawnItem => ({
  key,
  name: key,
  color: "red",
  logs,
  isGroup,
  isLost: false,
});

describe("the lines of a chart", () => {
  const curves = new Map([
    ["/a", [curve("@trainLoss", 4, 2, 1), curve("@valLoss", 5, 3, 2)]],
    ["/b", [curve("@trainLoss", 6, 4), curve("@valLoss", 7, 5)]],
    ["/c", [curve("@trainLoss", 3, 3, 3)]],
  ]);
  const input = { chart: "loss", curves, view: usualCurves, range: [1, 3] as const };

  it("are a run's validation, and what it is trained on dashed below it", () => {
    const lines = linesOf({ ...input, items: [item("/a")] });
    expect(lines.map(({ isDashed, y }) => [isDashed, ...y])).toEqual([
      [true, 4, 2, 1],
      [false, 5, 3, 2],
    ]);
  });

  it("are what it is trained on, where no run has a validation", () => {
    expect(linesOf({ ...input, items: [item("/c")] }).map(({ isDashed }) => isDashed)).toEqual([false]);
  });

  it("are the mean of a group, with how many runs it has", () => {
    const line = linesOf({ ...input, items: [item("g", ["/a", "/b"], true)] }).at(-1);
    expect([line?.y[0], line?.band?.n[0], line?.band?.n.at(-1)]).toEqual([6, 2, 1]);
    // Beyond the end of a run the mean is that of the others.
    expect(line?.y.at(-1)).toBeCloseTo(2, 12);
  });

  it("keep the raw line behind a smoothed one", () => {
    const [line] = linesOf({ ...input, items: [item("/c")], view: { ...usualCurves, smoothing: 0.5 } });
    expect(line?.raw).toEqual(f(3, 3, 3));
  });

  it("say what the axes show: what is seen alone, and without outliers where that is chosen", () => {
    expect(wholeOf(curves.values(), false)).toEqual([1, 3]);
    expect(wholeOf([], false)).toBeNull();
    const lines = linesOf({ ...input, items: [item("/a")] });
    expect(heightOf(lines, [2, 3], usualCurves)).toEqual([1, 3]);
    const lost = lines.map((line) => ({
      ...line,
      y: line.y.map((value) => 100 * value),
      band: null,
      spread: null,
      isLost: true,
    }));
    expect(heightOf([...lines, ...lost], [2, 3], usualCurves)).toEqual([1, 3]);
    expect(heightOf(lost, [2, 3], usualCurves)).toEqual([100, 300]);
    const x = Float64Array.from({ length: 200 }, (_, i) => i);
    const spiky = lines
      .slice(0, 1)
      .map((line) => ({ ...line, x, y: x.map((i) => (i === 199 ? 900 : 1)), spread: null }));
    expect(heightOf(spiky, [0, 200], usualCurves)).toEqual([1, 900]);
    expect(heightOf(spiky, [0, 200], { ...usualCurves, clips: true })).toEqual([1, 1]);
  });

  it("go out as a table", () => {
    const lines = linesOf({ ...input, items: [item("=run")], curves: new Map([["=run", [curve("@trainLoss", 4)]]]) });
    expect(valuesCsv(lines)).toBe('name,part,x,y,low,high,n\n"\'=run",main,1,4,,,');
  });
});

describe("what is drawn", () => {
  const each: ItemsView = { groupBy: [], meansOfGroups: true, colorBy: "" };
  const rows = [
    rowOf("a", { "config.lr": 0.1, "config.arch": "vit" }),
    rowOf("b", { "config.lr": 0.1, "config.arch": "cnn" }),
    rowOf("c", { "config.lr": 0.2, "config.arch": "vit" }),
    rowOf("d", { "config.lr": 0.2, "config.arch": "vit" }, "diverged"),
  ];

  it("is each run, or the groups of the table under its keys, without what diverged", () => {
    expect(drawnItems(rows, each, theme).items.map(({ key }) => key)).toEqual(["/a", "/b", "/c", "/d"]);
    expect(drawnItems(rows, each, theme).items.map(({ isLost }) => isLost)).toEqual([false, false, false, true]);
    const grouped = drawnItems(rows, { ...each, groupBy: ["config.lr"] }, theme).items;
    expect(grouped.map(({ key, name, logs }) => [key, name, ...logs])).toEqual([
      ['/["config.lr","0.1"]', "lr 0.1", "/a", "/b"],
      ['/["config.lr","0.2"]', "lr 0.2", "/c"],
    ]);
    const runs = { ...each, groupBy: ["config.lr"], meansOfGroups: false };
    expect(drawnItems(rows, runs, theme).items).toHaveLength(4);
  });

  it("is colored by what groups or many runs differ in, unless a person chose", () => {
    const many = Array.from({ length: 12 }, (_, i) =>
      rowOf(`r${i}`, { "config.lr": [0.1, 0.2][i % 2] ?? 0, "config.id": i, "config.seed": i % 3 }),
    );
    const layout = { varying: ["config.id", "config.lr"] };
    const chosen = (colorBy: string): TableView => ({ ...emptyView, curves: { ...usualCurves, colorBy } });
    expect(colorColumn(many, emptyView, layout)).toBe("config.lr");
    expect(colorColumn(many.slice(0, 8), emptyView, layout)).toBe("");
    expect(colorColumn(many, { ...emptyView, groupBy: ["config.id"] }, layout)).toBe("config.id");
    expect(colorColumn(many, chosen(""), layout)).toBe("");
    expect(colorColumn(many, chosen("state"), layout)).toBe("state");
    expect(colorColumn(many, emptyView, { varying: [] })).toBe("");
  });

  it("is colored on a scale by numbers, by hues by texts, and says what a color means", () => {
    const by = (colorBy: string): ReturnType<typeof drawnItems> => drawnItems(rows, { ...each, colorBy }, theme);
    const numbers = by("config.lr");
    expect(numbers.legend.map(({ value }) => value)).toEqual(["0.1", "0.2"]);
    expect(new Set(numbers.items.map(({ color }) => color)).size).toBe(2);
    expect(numbers.legend[1]?.color).toBe("#fde725");
    expect(by("config.arch").legend).toEqual([
      { value: "vit", color: "blue" },
      { value: "cnn", color: "orange" },
    ]);
    expect(by("config.none").items.map(({ color }) => color)).toEqual(["#999", "#999", "#999", "#999"]);
  });

  it("names a model as the table does", () => {
    const modelled = [rowOf("a", { best_model: "power" }), rowOf("b", { best_model: "twoPower" })];
    const view = { ...each, groupBy: ["best_model"], colorBy: "best_model" };
    const { items, legend } = drawnItems(modelled, view, theme);
    expect(items.map(({ name }) => name)).toEqual(["best_model Power law", "best_model Broken power law"]);
    expect(legend.map(({ value }) => value)).toEqual(["Power law", "Broken power law"]);
  });

  it("is spread by logarithms where numbers are", () => {
    const middle = valueColors([0.001, 0.01, 0.1], theme).of(0.01);
    const even = valueColors([1, 2, 3], theme).of(2);
    expect(middle).toBe(even);
  });
});

describe("the store of curves", () => {
  const what = { axis: "@clock", metrics: ["@trainLoss"], isLog: false, range: null } as const;

  function store(): { readonly store: CurveStore; readonly asked: (readonly [number, readonly string[]])[] } {
    const asked: (readonly [number, readonly string[]])[] = [];
    return { store: new CurveStore((ask, logs) => asked.push([ask, logs])), asked };
  }

  it("asks for what is new alone, and for all again where something else is wanted of them", () => {
    const { store: own, asked } = store();
    own.want(["/a"], what);
    own.want(["/a"], what);
    own.want(["/a", "/b"], what);
    own.take(1, "/a", []);
    own.take(1, "/b", []);
    own.want(["/a", "/b"], { ...what, isLog: true });
    expect(asked.map(([ask, logs]) => [ask, ...logs])).toEqual([
      [1, "/a"],
      [1, "/b"],
      [2, "/a", "/b"],
    ]);
    expect(own.waiting).toBe(2);
  });

  it("takes no answer to what is not wanted any more, and keeps what is drawn until the new has come", () => {
    const { store: own } = store();
    own.want(["/a"], what);
    expect(own.take(1, "/a", [curve("@trainLoss", 1)])).toBe(true);
    own.want(["/a"], { ...what, range: [1, 2] });
    expect(own.take(1, "/a", [])).toBe(false);
    expect(own.curves.get("/a")).toHaveLength(1);
  });

  it("asks again for a run that has changed, if it is drawn", () => {
    const { store: own, asked } = store();
    own.want(["/a"], what);
    own.take(1, "/a", []);
    own.changed(["/a", "/other"]);
    expect(asked.at(-1)).toEqual([1, ["/a"]]);
  });

  it("asks for fewer points of many runs", () => {
    const points: number[] = [];
    const own = new CurveStore((_, __, { points: asked }) => points.push(asked));
    own.want(["/a"], what);
    own.want(
      Array.from({ length: 1_000 }, (_, i) => `/${i}`),
      what,
    );
    expect(points).toEqual([400, 80]);
  });
});
