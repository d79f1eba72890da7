import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bestSplit } from "../../../../src/numerics/regression/bestSplit.ts";
import { kinkAt, linearTime, logTime, type Coordinate } from "../../../../src/numerics/regression/kinkAt.ts";
import { KinkSearch } from "../../../../src/numerics/regression/kinkSearch.ts";
import { fitLine } from "../../../../src/numerics/regression/ols.ts";

const minSide = 3;

/** Least residual sum over a fine grid of breakpoints between the admissible points: slow, obvious, never below the exact one. */
function slowSearch(t: Float64Array, y: Float64Array, before: Coordinate, after: Coordinate): number {
  let lowest = Infinity;
  for (let k = minSide - 1; k < t.length - minSide; k++) {
    const isLast = k === t.length - minSide - 1;
    for (let part = 0; part < (isLast ? 0.01 : 1); part += 0.05) {
      const [low, high] = [t[k] ?? NaN, t[k + 1] ?? NaN];
      const fit = kinkAt(t, y, { tau: low + part * (high - low), before, after });
      lowest = Math.min(lowest, fit?.rss ?? Infinity);
    }
  }
  return lowest;
}

const series = fc
  .array(fc.tuple(fc.double({ min: 0.01, max: 2, noNaN: true }), fc.double({ min: -3, max: 3, noNaN: true })), {
    minLength: 2 * minSide + 1,
    maxLength: 40,
  })
  .map((pairs) => {
    let time = 0;
    const t = Float64Array.from(pairs, ([step]) => (time += step));
    return { t, y: Float64Array.from(pairs, ([, value]) => value) };
  });

describe("the exact search for a breakpoint", () => {
  const kinds: readonly [string, Coordinate, Coordinate][] = [
    ["two power laws", logTime, logTime],
    ["exponential to power law", linearTime, logTime],
    ["two ramps", linearTime, linearTime],
  ];

  it.each(kinds)("is never beaten by a slow one: %s", (_, before, after) => {
    fc.assert(
      fc.property(series, ({ t, y }) => {
        const exact = new KinkSearch({ t, before, after, minSide }).fit(y);
        const slow = slowSearch(t, y, before, after);
        expect(exact?.rss ?? Infinity).toBeLessThanOrEqual(slow * (1 + 1e-9) + 1e-24);
      }),
      { numRuns: 200 },
    );
  });

  it("finds the switch of a curve without noise", () => {
    const t = Float64Array.from({ length: 240 }, (_, i) => (i + 1) / 4);
    const y = t.map((time) => 2 - 0.08 * Math.min(time, 15.1) - 0.4 * Math.log(Math.max(time, 15.1) / 15.1));
    const fit = new KinkSearch({ t, before: linearTime, after: logTime, minSide: 5 }).fit(y);
    expect(fit?.tau).toBeCloseTo(15.1, 6);
    expect(fit?.before).toBeCloseTo(-0.08, 9);
    expect(fit?.after).toBeCloseTo(-0.4, 9);
    expect(fit?.index).toBe(60);
  });

  it("gives null where no breakpoint leaves enough points", () => {
    const t = Float64Array.of(1, 2, 3, 4, 5);
    expect(new KinkSearch({ t, before: logTime, after: logTime, minSide: 3 }).fit(t)).toBeNull();
    expect(new KinkSearch({ t: t.subarray(0, 0), before: logTime, after: logTime, minSide: 3 }).fit(t)).toBeNull();
  });

  it("never breaks between equal times", () => {
    const t = Float64Array.of(1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4);
    const y = Float64Array.of(3, 3.1, 2.9, 2, 2.1, 1.9, 1, 1.1, 0.9, 0.9, 1, 0.8);
    const fit = new KinkSearch({ t, before: linearTime, after: linearTime, minSide: 2 }).fit(y);
    expect(fit?.tau).toBeGreaterThan(2);
    expect(fit?.tau).toBeLessThanOrEqual(3);
  });
});

describe("the exact split into two lines", () => {
  it("has the least residual sum of all splits", () => {
    fc.assert(
      fc.property(series, ({ t, y }) => {
        const sums: number[] = [];
        for (let left = minSide; left <= t.length - minSide; left++) {
          const one = fitLine(t, y, { from: 0, to: left });
          const other = fitLine(t, y, { from: left, to: t.length });
          sums.push((one?.rss ?? Infinity) + (other?.rss ?? Infinity));
        }
        expect(bestSplit(t, y, minSide)?.rss ?? Infinity).toBeCloseTo(Math.min(...sums), 8);
      }),
    );
  });
});
