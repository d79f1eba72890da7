import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { brushClause, withBrush } from "../../../src/sweep/relations/brush.ts";
import { layTable } from "../../../src/sweep/view/layTable.ts";
import { parallelAxes, placeOn, usualAxes, valueOn } from "../../../src/sweep/relations/parallelAxes.ts";
import { relationTrend } from "../../../src/sweep/relations/relationTrend.ts";
import { surveyRows } from "../../../src/sweep/view/surveyRows.ts";
import { emptyView, parseTableView } from "../../../src/sweep/view/tableView.ts";
import { rowOf } from "./rows.ts";

const rows = [
  rowOf("a", { "config.lr": 0.001, "config.arch": "resnet", "config.seed": 1, best_val: 0.4, acc_val: 0.8 }),
  rowOf("b", { "config.lr": 0.01, "config.arch": "vit", "config.seed": 2, best_val: 0.2, acc_val: 0.9 }),
  rowOf("c", { "config.lr": 0.1, "config.arch": "resnet", "config.seed": 3, best_val: 0.3 }),
];
const survey = surveyRows(rows);

const shownBy = (filter: string): string[] => layTable(survey, { ...emptyView, filter }).shown.map(({ run }) => run);

describe("a brush", () => {
  it("filters the table by the numbers that it spans, ends included", () => {
    const clause = brushClause("config.lr", { kind: "range", low: 0.01, high: 0.1 });
    expect(clause).toBe("config.lr >= 0.01 && config.lr <= 0.1");
    expect(shownBy(clause ?? "")).toEqual(["b", "c"]);
  });

  it("filters by texts, whatever quotes they have in them", () => {
    const clause = brushClause("config.arch", { kind: "values", values: ["vit", 'a "b"'] });
    expect(clause).toBe('config.arch in ("vit", \'a "b"\')');
    expect(shownBy(clause ?? "")).toEqual(["b"]);
    expect(brushClause("x", { kind: "values", values: [`"'`] })).toBeNull();
  });

  it("names any column so that the filter reads it", () => {
    const odd = surveyRows([rowOf("a", { "last.a b": 1 }), rowOf("b", { "last.a b": 2 })]);
    const clause = brushClause("last.a b", { kind: "range", low: 1.5, high: 1e-7 + 2 });
    expect(layTable(odd, { ...emptyView, filter: clause ?? "" }).shown.map(({ run }) => run)).toEqual(["b"]);
    expect(brushClause("a`b", { kind: "range", low: 0, high: 1 })).toBeNull();
  });

  it("is added to what a person wrote, moved, and taken away again", () => {
    const [first, second] = ["lr >= 1 && lr <= 2", "lr >= 1 && lr <= 3"];
    expect(withBrush("", null, first)).toBe(first);
    const both = withBrush('state == "ended"', null, first);
    expect(both).toBe(`state == "ended" && ${first}`);
    expect(withBrush(both, first, second)).toBe(`state == "ended" && ${second}`);
    expect(withBrush(both, first, null)).toBe('state == "ended"');
    expect(withBrush("a == 1 || b == 2", null, first)).toBe(`(a == 1 || b == 2) && ${first}`);
  });

  it("leaves the filter alone that no longer says it", () => {
    expect(withBrush("lr > 5", "lr >= 1 && lr <= 2", null)).toBe("lr > 5");
  });
});

describe("parallelAxes", () => {
  it("has the better end of a result above, and wide numbers by their logarithms", () => {
    const [lr, loss, accuracy] = parallelAxes(survey, ["config.lr", "best_val", "acc_val"]);
    expect(lr).toMatchObject({ isLog: true, isTurned: false });
    [0, 0.5, 1].forEach((place, i) => expect(lr?.places[i]).toBeCloseTo(place));
    expect(loss?.places[0]).toBe(0);
    expect(loss?.places[1]).toBe(1);
    expect([...(accuracy?.places ?? [])]).toEqual([0, 1, NaN]);
  });

  it("has a place for each text, and leaves out what never differs", () => {
    const axes = parallelAxes(survey, ["config.arch", "folder", "no such column"]);
    expect(axes.map(({ values, places }) => [values, [...places]])).toEqual([
      [
        ["resnet", "vit"],
        [0, 1, 0],
      ],
    ]);
  });

  it("begins with settings that vary and goes on with results", () => {
    expect(usualAxes(survey)).toEqual(["config.lr", "config.arch", "config.seed", "best_val", "acc_val"]);
  });

  it("finds the value at the place of any value", () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 9, noNaN: true }), fc.boolean(), fc.boolean(), (value, isLog, isTurned) => {
        const scale = { low: 1, high: 9, isLog, isTurned };
        expect(valueOn(scale, placeOn(scale, value))).toBeCloseTo(value, 9);
      }),
    );
  });
});

describe("relationTrend", () => {
  it("finds the line and its R² of values computed by hand", () => {
    // y on x: slope Sxy/Sxx = 8/10, R² = Sxy²/(Sxx Syy) = 64/(10*10).
    const { r2, points, absent } = relationTrend(
      "linear",
      Float64Array.of(1, 2, 3, 4, 5),
      Float64Array.of(2, 1, 4, 3, 5),
      false,
    );
    expect(absent).toBeNull();
    expect(r2).toBeCloseTo(0.64, 12);
    expect(points[0]?.y).toBeCloseTo(1.4, 12);
    expect(points.at(-1)).toMatchObject({ x: 5, y: expect.closeTo(4.6, 12) as number });
  });

  it("says why there is none", () => {
    const of = (...values: number[]): Float64Array => Float64Array.from(values);
    expect(relationTrend("linear", of(1, 2), of(1, 2), false).absent).toBe("fewPoints");
    expect(relationTrend("power", of(1, 2, 3, 4, 5), of(-1, 2, 3, 4, 5), true).absent).toBe("notPositive");
    expect(relationTrend("linear", of(1, 2, 3, 4, 5), of(2, 2, 2, 2, 2), false).absent).toBe("constant");
  });
});

describe("the relations that were kept", () => {
  it("come back as far as they are sound", () => {
    const relations = {
      isShown: true,
      x: "a",
      y: "b",
      color: "c",
      trend: "power",
      axes: ["a"],
      brushes: { a: "a >= 1" },
    };
    expect(parseTableView({ relations }).relations).toEqual(relations);
    const broken = { isShown: 1, x: 2, trend: null, axes: [3, "a"], brushes: { a: 1, b: "b >= 1" } };
    expect(parseTableView({ relations: broken }).relations).toEqual({
      ...emptyView.relations,
      ...{ axes: ["a"], brushes: { b: "b >= 1" } },
    });
  });
});
