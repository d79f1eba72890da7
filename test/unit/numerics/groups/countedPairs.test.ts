import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { productMoment } from "../../../../src/numerics/association/correlation.ts";
import { kendallTau } from "../../../../src/numerics/association/kendall.ts";
import { averageRanks } from "../../../../src/numerics/association/ranks.ts";
import { hodgesLehmann } from "../../../../src/numerics/groups/signedRank.ts";
import { median } from "../../../../src/numerics/stats/quantile.ts";
import { WeightedPairs } from "../../../../src/sweep/statistics/clusterBootstrap.ts";

const few = fc.integer({ min: -4, max: 4 });
const any = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 });
const f = (values: readonly number[]): Float64Array => Float64Array.from(values);

/** Kendall's tau-b by its definition: every pair of pairs is looked at. */
function tauOfAllPairs(x: readonly number[], y: readonly number[]): number {
  let [sum, xUntied, yUntied] = [0, 0, 0];
  for (const [i, xi] of x.entries()) {
    for (const [j, xj] of x.slice(0, i).entries()) {
      const [dx, dy] = [Math.sign(xi - xj), Math.sign((y[i] ?? 0) - (y[j] ?? 0))];
      sum += dx * dy;
      xUntied += dx === 0 ? 0 : 1;
      yUntied += dy === 0 ? 0 : 1;
    }
  }
  return sum / Math.sqrt(xUntied * yUntied);
}

describe("counts that need no list of all pairs", () => {
  it("give Kendall's tau by its definition, ties and all", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(few, few), { minLength: 2, maxLength: 40 }), (pairs) => {
        const [x, y] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
        const expected = tauOfAllPairs(x, y);
        const tau = kendallTau(f(x), f(y))?.tau ?? NaN;
        expect(Number.isNaN(expected) ? Number.isNaN(tau) : Math.abs(tau - expected) < 1e-12).toBe(true);
      }),
    );
  });

  it("give the Walsh averages that a sorted list of them has, to the last bit", () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(few, any), { minLength: 1, maxLength: 40 }), (differences) => {
        const walsh = f(
          differences.flatMap((one, i) => differences.slice(0, i + 1).map((other) => (one + other) / 2)),
        ).sort();
        const found = hodgesLehmann(f(differences));
        expect(found?.estimate).toBe(median(walsh) + 0);
        const { rank = 0, interval = null } = found ?? {};
        expect(interval?.map((end) => end + 0) ?? null).toEqual(
          rank < 1 ? null : [walsh[rank], walsh[walsh.length - 1 - rank]].map((end) => (end ?? NaN) + 0),
        );
      }),
    );
  });

  it("find the middle of more Walsh averages than 32 bits count", () => {
    const symmetric = Float64Array.from({ length: 65_537 }, (_, i) => i);
    expect(hodgesLehmann(symmetric)?.estimate).toBe(32_768);
  });

  it("give the correlations of a resample that is written out", () => {
    const cluster = fc.array(fc.tuple(few, few), { minLength: 1, maxLength: 4 });
    const clusters = fc.array(cluster, { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(clusters, fc.array(fc.nat(), { minLength: 2, maxLength: 8 }), (all, numbers) => {
        const picks = numbers.map((number) => number % all.length);
        const written = picks.flatMap((pick) => all[pick] ?? []);
        const [x, y] = [f(written.map(([one]) => one)), f(written.map(([, other]) => other))];
        const columns = all.map((pairs) => ({
          x: f(pairs.map(([one]) => one)),
          y: f(pairs.map(([, other]) => other)),
        }));
        const { r, rho } = new WeightedPairs(columns).estimate(picks);
        const expected = [productMoment(x, y), productMoment(averageRanks(x), averageRanks(y))];
        [r, rho].forEach((value, i) => {
          const other = expected[i] ?? NaN;
          expect(Number.isNaN(other) ? Number.isNaN(value) : Math.abs(value - other) < 1e-9).toBe(true);
        });
      }),
    );
  });
});
