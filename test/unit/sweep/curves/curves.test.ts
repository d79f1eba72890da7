import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bandOf, valueAt } from "../../../../src/sweep/curves/bandOf.ts";
import { thinned } from "../../../../src/sweep/curves/runCurve.ts";
import { smoothed } from "../../../../src/sweep/curves/smoothed.ts";

const f = (...values: number[]): Float64Array => Float64Array.from(values);
const all = { points: 100, isLog: false, range: null };

describe("a thinned curve", () => {
  it("is the curve itself where there is a point for each value", () => {
    const { x, y, low, high } = thinned({ x: f(1, 2, 3), y: f(5, 4, 6) }, all);
    expect([x, y, low, high]).toEqual([f(1, 2, 3), f(5, 4, 6), f(5, 4, 6), f(5, 4, 6)]);
  });

  it("has the mean of each part and keeps its spikes", () => {
    const x = Float64Array.from({ length: 1_000 }, (_, i) => i);
    const y = x.map((i) => (i === 507 ? 99 : 1));
    const curve = thinned({ x, y }, { ...all, points: 10 });
    expect(curve.y[5]).toBeCloseTo(1 + 98 / 100, 12);
    expect([curve.high[5], curve.low[5], curve.x.length]).toEqual([99, 1, 10]);
  });

  it("leaves out what was run again later, what is not finite, and what a log axis has no place for", () => {
    const resumed = thinned({ x: f(1, 2, 3, 2, 3, 4), y: f(9, 8, 7, 5, 4, 3) }, all);
    expect([resumed.x, resumed.y]).toEqual([f(1, 2, 3, 4), f(9, 6.5, 4, 3)]);
    const broken = thinned({ x: f(0, 1, 2, 3), y: f(1, 2, NaN, 4) }, { ...all, isLog: true });
    expect([broken.x, broken.y]).toEqual([f(1, 3), f(2, 4)]);
  });

  it("shows a part of the axis with as many points as all of it", () => {
    const x = Float64Array.from({ length: 1_000 }, (_, i) => i);
    const part = thinned({ x, y: x }, { ...all, points: 50, range: [100, 149] });
    expect([part.x.length, part.x[0], part.x.at(-1)]).toEqual([50, 100, 149]);
  });

  it("is empty of nothing", () => {
    expect(thinned({ x: f(), y: f() }, all).x).toHaveLength(0);
    expect(thinned({ x: f(1, 2), y: f(NaN, NaN) }, all).x).toHaveLength(0);
  });

  it("never leaves the values' range, and increases", () => {
    const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 30 }), (list, points) => {
        const y = Float64Array.from(list);
        const curve = thinned({ x: y.map((_, i) => i), y }, { ...all, points });
        curve.y.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual((curve.low[i] ?? NaN) - 1e-6);
          expect(value).toBeLessThanOrEqual((curve.high[i] ?? NaN) + 1e-6);
        });
        expect([...curve.x].every((x, i) => i === 0 || x > (curve.x[i - 1] ?? NaN))).toBe(true);
        expect(Math.min(...curve.low)).toBe(Math.min(...list));
        expect(Math.max(...curve.high)).toBe(Math.max(...list));
      }),
    );
  });
});

describe("the mean and band of runs", () => {
  const runs = [
    { x: f(0, 10), y: f(0, 10) },
    { x: f(0, 4), y: f(2, 6) },
    { x: f(2, 10), y: f(10, 2) },
  ];

  it("reads each run between its points and never beyond its ends", () => {
    const { x, y, n } = bandOf(runs, f(0, 2, 4, 5, 11), "range");
    expect([x, n]).toEqual([f(0, 2, 4, 5), Uint32Array.of(2, 3, 3, 2)]);
    expect([...y]).toEqual([1, (2 + 4 + 10) / 3, (4 + 6 + 8) / 3, 6]);
  });

  it("has the spreads of numpy and scipy", () => {
    // numpy: std([2, 4, 10], ddof=1) = 4.163332; scipy.stats.t.ppf(.975, 2) = 4.302653
    const at2 = (band: "sd" | "se" | "ci" | "range"): number[] => {
      const { low, high } = bandOf(runs, f(2), band);
      return [...low, ...high];
    };
    const [mean, sd] = [16 / 3, 4.163331998932266];
    const near = (ends: readonly number[], reach: number): void =>
      [mean - reach, mean + reach].forEach((end, i) => expect(ends[i]).toBeCloseTo(end, 9));
    near(at2("sd"), sd);
    near(at2("se"), sd / Math.sqrt(3));
    near(at2("ci"), (4.302652729911275 * sd) / Math.sqrt(3));
    expect(at2("range")).toEqual([2, 10]);
  });

  it("has no band of one run", () => {
    const { y, low, high } = bandOf(runs.slice(0, 1), f(5), "ci");
    expect([...y, ...low, ...high]).toEqual([5, NaN, NaN]);
  });

  it("reads a curve at its points exactly", () => {
    expect([0, 2, 3, 4, 5, -1].map((x) => valueAt({ x: f(0, 4), y: f(1, 9) }, x))).toEqual([1, 5, 7, 9, NaN, NaN]);
  });
});

describe("smoothing", () => {
  it("starts at the first value and leaves a constant alone", () => {
    const curve = smoothed(f(4, 4, 4), 0.9);
    curve.forEach((value) => expect(value).toBeCloseTo(4, 12));
    expect(smoothed(f(1, 2), 0)).toEqual(f(1, 2));
    // (0.5 * (0.5 * 1) + 0.5 * 3) / (1 - 0.25)
    expect(smoothed(f(1, 3), 0.5)[1]).toBeCloseTo(7 / 3, 12);
  });
});
