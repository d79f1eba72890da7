import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { slopeGrid } from "../../../webview/run/sensitivity.ts";

const bins = (count: number, alpha: number): { t: Float64Array; y: Float64Array } => {
  const t = Float64Array.from({ length: count }, (_, i) => (i + 1) / 4);
  return { t, y: t.map((time) => 3 * time ** -alpha) };
};

describe("slopeGrid", () => {
  it("gives a power law the same slope in every window that holds enough bins", () => {
    fc.assert(
      fc.property(fc.double({ min: -1, max: 2, noNaN: true }), fc.integer({ min: 40, max: 400 }), (alpha, count) => {
        const grid = slopeGrid(bins(count, alpha), count / 4);
        const found = grid?.alphas.flat().filter((one) => one !== null) ?? [];
        expect(found.length).toBeGreaterThan(0);
        found.forEach((one) => expect(one).toBeCloseTo(alpha, 8));
      }),
    );
  });

  it("leaves windows empty that end before they start or hold fewer than ten bins", () => {
    const grid = slopeGrid(bins(200, 0.3), 50);
    expect(grid?.alphas[6]?.[0]).toBeNull();
    expect(grid?.alphas[0]?.[0]).toBeNull();
    expect(grid?.alphas[0]?.[6]).toBeCloseTo(0.3, 8);
  });

  it("is null where there is no window", () => {
    expect(slopeGrid(bins(9, 0.3), 2.25)).toBeNull();
    expect(slopeGrid(bins(0, 0.3), NaN)).toBeNull();
  });
});
