import { describe, expect, it } from "vitest";
import { axisMap } from "../../../../webview/axes/axisMap.ts";
import { dateTicks, isWholeDays } from "../../../../webview/axes/dateTicks.ts";

const column = (...values: number[]): { values: Float64Array } => ({ values: Float64Array.from(values) });

describe("axisMap", () => {
  it("goes there and back between records and beyond them", () => {
    const map = axisMap(column(1, 2, 4), column(10, 20, 60));
    expect([0.5, 1, 1.5, 3, 5].map((t) => map?.toAxis(t))).toEqual([5, 10, 15, 40, 80]);
    expect([5, 15, 40].map((x) => map?.toClock(x))).toEqual([0.5, 1.5, 3]);
  });

  it("lets the last run count where a run was resumed, and passes over what has no place", () => {
    const map = axisMap(column(1, 2, 3, NaN, 2, 3, 4), column(10, 20, 30, 35, 40, 50, 60));
    expect([1, 2, 3, 4].map((t) => map?.toAxis(t))).toEqual([10, 40, 50, 60]);
  });

  it("takes an offset off, and is null where there is nothing to go by", () => {
    expect(axisMap(column(1, 2), column(110, 120), 100)?.toAxis(2)).toBe(20);
    expect(axisMap(column(1), column(1))).toBeNull();
    expect(axisMap(column(NaN, NaN), column(1, 2))).toBeNull();
  });
});

describe("dateTicks", () => {
  it("are round moments within the range", () => {
    const noon = new Date(2026, 4, 3, 12).getTime() / 1000;
    const ticks = dateTicks([noon + 60, noon + 5 * 3600]);
    expect(ticks.map((tick) => new Date(tick * 1000).getMinutes())).toEqual(ticks.map(() => 0));
    expect(ticks.length).toBe(5);
    expect(isWholeDays(ticks)).toBe(false);
    expect(isWholeDays(dateTicks([noon, noon + 5 * 86_400]))).toBe(true);
  });
});
