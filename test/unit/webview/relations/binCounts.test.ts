import { describe, expect, it } from "vitest";
import { binCounts } from "../../../../webview/relations/binCounts.ts";

describe("the histogram at the edge of a scatter plot", () => {
  it("counts every run once, in equal bins", () => {
    const parts = Float64Array.from({ length: 48 }, (_, i) => i / 47);
    const counts = binCounts(parts);
    expect(counts?.reduce((sum, count) => sum + count, 0)).toBe(48);
    expect(new Set(counts)).toEqual(new Set([2]));
  });

  it("is left out where a column has levels", () => {
    expect(binCounts(Float64Array.from({ length: 300 }, (_, i) => (i % 3) / 2))).toBeNull();
  });
});
