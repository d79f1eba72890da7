import { describe, expect, it } from "vitest";
import { Series } from "../../../../webview/model/series.ts";
import { isSparse, pointsWithin } from "../../../../webview/model/sparse.ts";

const linear = { x: "linear", y: "linear" } as const;

function seriesOf(count: number): Series {
  const x = Float64Array.from({ length: count }, (_, i) => i);
  return Series.of({ x, y: x.map((value) => value - 5), rows: null });
}

describe("a series of which each value is told from the next", () => {
  it("has few of them in sight, however many there are", () => {
    const long = seriesOf(5_000);
    expect(isSparse(long, [0, 5_000])).toBe(false);
    expect(isSparse(long, [0, 100])).toBe(true);
    expect(isSparse(seriesOf(0), [0, 1])).toBe(true);
  });

  it("has a point for each in sight", () => {
    const points = pointsWithin(seriesOf(40), [10, 19], linear);
    expect(points).toHaveLength(10);
    expect(points[0]).toEqual({ x: 10, y: 5 });
  });

  it("has none where an axis has no place for it, or where it is no number", () => {
    expect(pointsWithin(seriesOf(10), [0, 9], { x: "log", y: "log" }).map(({ x }) => x)).toEqual([6, 7, 8, 9]);
    const broken = Series.of({ x: Float64Array.of(1, 2), y: Float64Array.of(NaN, 1), rows: null });
    expect(pointsWithin(broken, [0, 3], linear)).toEqual([{ x: 2, y: 1 }]);
  });
});
