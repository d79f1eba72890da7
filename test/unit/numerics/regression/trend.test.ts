import { describe, expect, it } from "vitest";
import { fitTrend } from "../../../../src/numerics/regression/trend.ts";
import { trendKinds, type TrendKind } from "../../../../src/numerics/regression/trendKinds.ts";
import { seededNormal, seededRandom } from "../../../../src/numerics/stats/random.ts";

const shapes: Readonly<Record<TrendKind, (x: number) => number>> = {
  linear: (x) => 1e6 + 3 * x,
  polynomial: (x) => 2 - x + 0.1 * x ** 2 + 0.002 * x ** 3,
  exponential: (x) => 5 * Math.exp(-0.04 * x),
  power: (x) => 4 * x ** -0.3,
};

const x = Float64Array.from({ length: 100 }, (_, i) => i + 1);

describe("an exploratory trend", () => {
  it.each(trendKinds)("that is %s goes through such points, far from 0 too", (kind) => {
    const trend = fitTrend(kind, x, x.map(shapes[kind]));
    expect(trend?.r2).toBeCloseTo(1, 9);
    for (const place of [1, 37.5, 100]) {
      expect(trend?.at(place)).toBeCloseTo(shapes[kind](place), 6);
    }
  });

  it("says by R2 how little it explains of noise", () => {
    const normal = seededNormal(seededRandom(1));
    const noise = x.map(() => 10 + normal());
    trendKinds.forEach((kind) => expect(fitTrend(kind, x, noise)?.r2).toBeLessThan(0.15));
  });

  it("is none of too few points, of one place, or where a logarithm is needed of what is not above 0", () => {
    expect(fitTrend("linear", x.subarray(0, 4), x.subarray(0, 4))).toBeNull();
    expect(fitTrend("linear", new Float64Array(9).fill(2), x.subarray(0, 9))).toBeNull();
    const falling = x.map((value) => 50 - value);
    expect(trendKinds.map((kind) => fitTrend(kind, x, falling) === null)).toEqual([false, false, true, true]);
    const early = x.map((value) => value - 1);
    expect(fitTrend("power", early, x)).toBeNull();
    expect(fitTrend("linear", x, new Float64Array(100).fill(3))).toBeNull();
  });
});
