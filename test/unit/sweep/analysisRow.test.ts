import { describe, expect, it } from "vitest";
import { analysisRow } from "../../../src/sweep/rows/analysisRow.ts";
import { pathOf } from "../../../src/sweep/rows/cells.ts";
import { columnsOf } from "../../../src/sweep/view/columns.ts";
import { rowOf } from "./rows.ts";

const cells = {
  "config.lr": 0.1,
  "config.none": null,
  best_val: 0.5,
  r2: NaN,
  "aicc.power": -12,
  "window.5-15": 0.25,
  tail_power: 0.01,
  units_error: 0.3,
  verdict: "exclude",
};

describe("a row of the table, for statistics", () => {
  it("has settings, measures, models and windows", () => {
    const { settings, measures, doubts, aicc, windows, ...rest } = analysisRow(rowOf("a", cells));
    expect(rest).toEqual({ run: "sweep/a", diverged: false, stage: "over", verdict: "exclude" });
    expect([...doubts]).toEqual([["units_error", 0.3]]);
    expect([[...settings], [...aicc], [...windows]]).toEqual([[["lr", 0.1]], [["power", -12]], [["5-15", 0.25]]]);
    expect(measures).toMatchObject({ bestVal: 0.5, r2: null, tailPower: 0.01, knee: null });
  });

  it("goes by the folders of a run once, also where its name has some of them", () => {
    const named = { ...rowOf("lr0.1/seed-2", {}), folder: "convnet/lr0.1" };
    expect([pathOf(named), analysisRow(named).run]).toEqual(["convnet/lr0.1/seed-2", "convnet/lr0.1/seed-2"]);
    expect(pathOf({ ...named, folder: "" })).toBe("lr0.1/seed-2");
  });

  it("knows a run whose loss was lost", () => {
    expect(["diverged", "nan", "ended"].map((state) => analysisRow(rowOf("a", {}, state)).diverged)).toEqual([
      ...[true, true, false],
    ]);
  });

  it("brings no columns into the table that nobody looks at one by one", () => {
    expect(columnsOf([rowOf("a", cells)]).map(({ id }) => id)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(?:aicc|window)\.|^tail_power$/)]),
    );
  });
});
