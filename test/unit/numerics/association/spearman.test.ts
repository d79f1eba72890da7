import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { spearman } from "../../../../src/numerics/association/correlation.ts";

/** All orders of some values. */
function ordersOf(values: readonly number[]): readonly (readonly number[])[] {
  return values.length === 0
    ? [[]]
    : values.flatMap((value, i) => ordersOf(values.toSpliced(i, 1)).map((order) => [value, ...order]));
}

describe("Spearman's correlation of values in the same order", () => {
  it("has the share of orders that are as extreme for its p, and no certain interval", () => {
    const four = spearman(Float64Array.of(1, 2, 3, 4), Float64Array.of(10, 20, 30, 40));
    expect(four?.rho).toBe(1);
    expect(four?.p).toBeCloseTo(2 / 24, 12);
    // That of rho = .8, where two neighbors are swapped.
    expect(four?.interval).toEqual([expect.closeTo(-0.81882, 4), 1]);
    const back = spearman(Float64Array.of(1, 2, 3, 4, 5), Float64Array.of(5, 4, 3, 2, 1));
    expect(back?.p).toBeCloseTo(2 / 120, 12);
    expect(back?.interval).toEqual([
      -1,
      expect.closeTo(
        -(spearman(Float64Array.of(1, 2, 3, 4, 5), Float64Array.of(1, 2, 3, 5, 4))?.interval[0] ?? NaN),
        12,
      ),
    ]);
  });

  it("is never more certain than all orders of its values say", () => {
    const values = fc.array(fc.nat({ max: 5 }), { minLength: 4, maxLength: 6 });
    fc.assert(
      fc.property(values, (x) => {
        const own = spearman(Float64Array.from(x), Float64Array.from(x));
        fc.pre(own !== null);
        const orders = ordersOf(x).map((y) => spearman(Float64Array.from(x), Float64Array.from(y))?.rho ?? 0);
        const share = orders.filter((rho) => Math.abs(rho) >= 1 - 1e-12).length / orders.length;
        expect(own.p).toBeGreaterThanOrEqual(share - 1e-12);
        expect(own.p).toBeLessThanOrEqual(Math.min(1, 2 * share + 1e-12));
      }),
      { numRuns: 30 },
    );
  });

  it("is nearly certain for many values", () => {
    const many = Float64Array.from({ length: 200 }, (_, i) => i);
    const { p, interval } = spearman(many, many) ?? { p: NaN, interval: [NaN, NaN] };
    expect(p).toBeCloseTo(0, 12);
    expect(interval).toEqual([expect.closeTo(1, 3), 1]);
  });
});
