import { describe, expect, it } from "vitest";
import { clippedRange } from "../../../../webview/model/clippedRange.ts";
import { Series } from "../../../../webview/model/series.ts";

const count = 1_000;
const x = Float64Array.from({ length: count }, (_, i) => i);
const rising = Series.of({ x, y: x.map((value) => value + 1), rows: null });
const spiky = Series.of({ x, y: x.map((value) => (value === 500 ? 1e9 : 1)), rows: null });

describe("a clipped y axis", () => {
  it("leaves out the outermost hundredth at either end", () => {
    const [low, high] = clippedRange([rising], [0, count], "linear") ?? [NaN, NaN];
    expect(low).toBeLessThan(11);
    expect(low).toBeGreaterThan(-25);
    expect(high).toBeGreaterThan(980);
    expect(high).toBeLessThan(1_025);
  });

  it("shows no spike", () => {
    expect(clippedRange([spiky], [0, count], "linear")?.[1]).toBeLessThan(2);
  });

  it("reads the part that is seen alone", () => {
    expect(clippedRange([rising], [0, 10], "linear")?.[1]).toBeLessThan(12);
    expect(clippedRange([rising], [2_000, 3_000], "linear")).toBeNull();
  });

  it("has no place for values at or below 0 on a logarithmic axis", () => {
    const mixed = Series.of({ x: Float64Array.of(1, 2, 3), y: Float64Array.of(-1, 0, 5), rows: null });
    expect(clippedRange([mixed], [0, 4], "log")?.[0]).toBeGreaterThan(0);
  });
});
