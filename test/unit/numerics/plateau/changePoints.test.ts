import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changePoints, differenceSigma } from "../../../../src/numerics/plateau/changePoints.ts";
import { seededNormal, seededRandom } from "../../../../src/numerics/stats/random.ts";
import { mean } from "../../../../src/numerics/stats/mean.ts";

function costOf(values: Float64Array, starts: readonly number[], penalty: number): number {
  return starts.reduce((total, start, i) => {
    const part = values.subarray(start, starts[i + 1] ?? values.length);
    const center = mean(part);
    return total + penalty + part.reduce((sum, value) => sum + (value - center) ** 2, 0);
  }, -penalty);
}

/** Every partition tried, without pruning. */
function slowest(values: Float64Array, minLength: number, penalty: number): number {
  const best = [-penalty];
  for (let end = 1; end <= values.length; end++) {
    let lowest = Infinity;
    for (let start = 0; start + minLength <= end; start++) {
      lowest = Math.min(
        lowest,
        (best[start] ?? Infinity) + costOf(values.subarray(start, end), [0], penalty) + penalty,
      );
    }
    best.push(lowest);
  }
  return best[values.length] ?? Infinity;
}

describe("change points", () => {
  it("cost as little as the best of all partitions", () => {
    const values = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 6, maxLength: 40 });
    fc.assert(
      fc.property(
        values,
        fc.integer({ min: 1, max: 3 }),
        fc.double({ min: 0.01, max: 30, noNaN: true }),
        (list, minLength, penalty) => {
          const series = Float64Array.from(list);
          const starts = changePoints(series, { minLength, penalty });
          expect(starts[0]).toBe(0);
          expect(starts.every((start, i) => (starts[i + 1] ?? series.length) - start >= minLength)).toBe(true);
          expect(costOf(series, starts, penalty)).toBeCloseTo(slowest(series, minLength, penalty), 8);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("finds the steps of a staircase", () => {
    const normal = seededNormal(seededRandom(4));
    const stairs = Float64Array.from({ length: 90 }, (_, i) => Math.floor(i / 30) * 5 + normal());
    const sigma = differenceSigma(stairs);
    expect(changePoints(stairs, { minLength: 5, penalty: 3 * sigma * sigma * Math.log(90) })).toEqual([0, 30, 60]);
  });

  it("leaves a series that is too short whole", () => {
    expect(changePoints(Float64Array.of(1, 9), { minLength: 5, penalty: 1 })).toEqual([0]);
  });
});
