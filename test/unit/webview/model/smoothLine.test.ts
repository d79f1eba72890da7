import { describe, expect, it } from "vitest";
import { Series } from "../../../../webview/model/series.ts";
import { smoothLine } from "../../../../webview/model/smoothLine.ts";

const kind = "linear";

describe("a smoothed line through a series", () => {
  it("is the series itself where it has few points and no weight", () => {
    const series = Series.of({ x: Float64Array.of(1, 2, 4), y: Float64Array.of(3, 1, 2), rows: null });
    const { t, y } = smoothLine(series, { range: [1, 4], kind, weight: 0 });
    expect([...t]).toEqual([1, 2, 4]);
    expect([...y]).toEqual([3, 1, 2]);
  });

  it("is an average that does not begin at 0", () => {
    const series = Series.of({ x: Float64Array.of(1, 2, 3), y: Float64Array.of(8, 8, 4), rows: null });
    const { y } = smoothLine(series, { range: [1, 3], kind, weight: 0.5 });
    // Weights of the three: 1/7, 2/7 and 4/7.
    expect([...y].map((value) => Number(value.toFixed(6)))).toEqual([8, 8, Number((40 / 7).toFixed(6))]);
  });

  it("counts what was run again once, by its later values, and nothing outside the range", () => {
    const series = Series.of({
      x: Float64Array.of(1, 2.5, 3.5, 2, 3, 9),
      y: Float64Array.of(1, 7, 7, 2, 3, 9),
      rows: null,
    });
    const { t, y } = smoothLine(series, { range: [1, 4], kind, weight: 0 });
    expect([...t]).toEqual([1, 2, 3]);
    expect([...y]).toEqual([1, 2, 3]);
  });

  it("has no more points than a chart tells apart, however long the log", () => {
    const x = Float64Array.from({ length: 50_000 }, (_, i) => i);
    const { t } = smoothLine(Series.of({ x, y: x, rows: null }), { range: [0, 50_000], kind, weight: 0.9 });
    expect(t.length).toBeGreaterThan(300);
    expect(t.length).toBeLessThanOrEqual(400);
  });
});
