import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kendallTau } from "../../../../src/numerics/association/kendall.ts";
import { averageRanks } from "../../../../src/numerics/association/ranks.ts";
import { adjustP } from "../../../../src/numerics/groups/adjust.ts";
import { fisherExactP } from "../../../../src/numerics/groups/fisherExact.ts";
import { intraclass } from "../../../../src/numerics/groups/intraclass.ts";
import { signedRankTest } from "../../../../src/numerics/groups/signedRank.ts";
import { wilsonInterval } from "../../../../src/numerics/groups/wilson.ts";
import { normalTwoSidedP } from "../../../../src/numerics/stats/normal.ts";

describe("the normal distribution's tails", () => {
  // Abramowitz & Stegun 1964, table 26.2, and 2 Q(10) by its asymptotic series to 12 terms.
  it.each([
    [0, 1],
    [1, 0.31731050786291415],
    [1.959963984540054, 0.05],
    [3, 0.0026997960632601866],
    [6, 1.9731752900753655e-9],
    [10, 1.523970604832105e-23],
  ])("beyond %d hold %d", (z, p) => {
    expect(normalTwoSidedP(z) / p).toBeCloseTo(1, 11);
    expect(normalTwoSidedP(-z)).toBe(normalTwoSidedP(z));
  });

  it("join where series and fraction meet", () => {
    const [below, above] = [2.5 - 1e-9, 2.5 + 1e-9].map((x) => normalTwoSidedP(x * Math.SQRT2));
    expect((below ?? 0) / (above ?? 1)).toBeCloseTo(1, 7);
  });
});

describe("ranks", () => {
  it("of ties are shared, and sum to those without", () => {
    expect([...averageRanks(Float64Array.of(3, 1, 3, 2))]).toEqual([3.5, 1, 3.5, 2]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1 }), (list) => {
        const n = list.length;
        const sum = averageRanks(Float64Array.from(list)).reduce((total, rank) => total + rank, 0);
        expect(sum).toBe((n * (n + 1)) / 2);
      }),
    );
  });
});

describe("Kendall's tau", () => {
  it("has the exact p of small samples (Kendall 1970, appendix table 1)", () => {
    const x = Float64Array.from([1, 2, 3, 4]);
    expect(kendallTau(x, x)).toEqual({ tau: 1, p: expect.closeTo(2 / 24, 12) as number });
    expect(kendallTau(x, Float64Array.from([1, 2, 4, 3]))?.p).toBeCloseTo((2 * 4) / 24, 12);
  });

  it("is null where nothing varies", () => {
    expect(kendallTau(Float64Array.of(1, 1, 1), Float64Array.of(1, 2, 3))).toBeNull();
  });
});

describe("Fisher's exact test", () => {
  it("finds the lady tasting tea (Fisher 1935)", () => {
    expect(fisherExactP([[3, 1], [1, 3]])).toBeCloseTo(34 / 70, 12); // prettier-ignore
    expect(fisherExactP([[4, 0], [0, 4]])).toBeCloseTo(2 / 70, 12); // prettier-ignore
  });

  it("is 1 for an empty margin", () => {
    expect(fisherExactP([[0, 0], [5, 3]])).toBe(1); // prettier-ignore
  });
});

describe("corrected p-values", () => {
  it("follow Benjamini and Hochberg's own table (1995, section 3.2)", () => {
    const values = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1]; // prettier-ignore
    const { holm, bh } = adjustP(values);
    expect(holm.filter((p) => p <= 0.05)).toHaveLength(3);
    expect(bh.filter((p) => p <= 0.05)).toHaveLength(4);
  });

  it("are never below the given ones, and in the same order", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 20 }), (values) => {
        const { holm, bh, by } = adjustP(values);
        values.forEach((p, i) => {
          expect(holm[i]).toBeGreaterThanOrEqual(p);
          expect(bh[i]).toBeGreaterThanOrEqual(p - 1e-15);
          expect(holm[i]).toBeGreaterThanOrEqual((bh[i] ?? 2) - 1e-15);
          expect(by[i]).toBeGreaterThanOrEqual(bh[i] ?? 2);
        });
      }),
    );
  });
});

describe("signed ranks", () => {
  it("drop zeros and are null without a difference", () => {
    expect(signedRankTest(Float64Array.of(0, 0))).toBeNull();
    expect(signedRankTest(Float64Array.of(0, 1, -2, 3))?.statistic).toBe(2);
  });
});

describe("Wilson's interval", () => {
  it("stays within 0 and 1, and holds the share", () => {
    const ends = [10, 35, 62].map((n) => [wilsonInterval(0, n)[0], wilsonInterval(1, n)[1]]);
    expect(ends).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
    ]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const [low, high] = wilsonInterval(share, n);
        expect(low).toBeLessThanOrEqual(share + 1e-12);
        expect(high).toBeGreaterThanOrEqual(share - 1e-12);
      }),
    );
  });
});

describe("the intraclass correlation", () => {
  it("is 1 for clusters without spread, 0 for alike clusters, null where it cannot be had", () => {
    const clusters = (...lists: number[][]): Float64Array[] => lists.map((list) => Float64Array.from(list));
    expect(intraclass(clusters([1, 1], [2, 2]))?.icc).toBe(1);
    expect(intraclass(clusters([1, 2], [1, 2], [2, 1]))?.icc).toBe(0);
    expect(intraclass(clusters([1], [2], [3]))).toBeNull();
    expect(intraclass(clusters([1, 1], [1, 1]))).toBeNull();
  });
});
