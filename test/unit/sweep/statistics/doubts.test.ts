import { describe, expect, it } from "vitest";
import { unitsError } from "../../../../src/contract/measure/unitsError.ts";
import { builtInContract } from "../../../../src/contract/model/builtIn.ts";
import { robustSlopes } from "../../../../src/sweep/statistics/robust.ts";
import { unitsAgreement } from "../../../../src/sweep/statistics/units.ts";
import { designOf } from "../../../../src/sweep/table/design.ts";
import type { Doubt, SettingValue, SweepRow } from "../../../../src/sweep/table/sweepRow.ts";
import { tableOf } from "../../review/tableOf.ts";
import { sweepRun } from "../runsOf.ts";

const run = (name: string, doubts: Partial<Record<Doubt, number>>, more: Parameters<typeof sweepRun>[0] = {}) =>
  sweepRun({ run: name, doubts: new Map(Object.entries(doubts) as [Doubt, number][]), ...more });

describe("the loss in nats and in bits", () => {
  const error = (records: readonly (readonly [nats: number, bits: number])[]): number | null =>
    unitsError(
      tableOf(records.map(([nats, bits]) => ({ loss_train_nats: nats, loss_train_bits: bits }))),
      builtInContract,
    );

  it("agree as far as the digits go that were written", () => {
    expect(error([[2, 2 / Math.LN2]])).toBeLessThan(1e-12);
    // 2.004 / ln 2 = 2.89116...
    expect(error([[2.004, 2.89]])).toBe(0);
    expect(error([[2.004, 2.91]])).toBeCloseTo(2.91 * (Math.LN2 / 2.004) - 1, 12);
    expect(error([[2.004, 2.8912]])).toBe(0);
  });

  it("disagree by the worst record, whatever its exponent", () => {
    const off = error([
      [2, 2 / Math.LN2],
      [1.5e-7, 1.5e-7],
    ]);
    expect(off).toBeCloseTo(1 - Math.LN2, 12);
  });

  it("are not compared where one of them is missing, 0 or no number", () => {
    expect(error([[NaN, 1]])).toBeNull();
    expect(error([[0, 0]])).toBeNull();
    expect(unitsError(tableOf([{ loss_train_nats: 1 }]), builtInContract)).toBeNull();
  });

  it("are counted over runs, and the worst is named", () => {
    const runs = [run("a", { units_error: 1e-9 }), run("b", { units_error: 0.3 }), run("c", {})];
    expect(unitsAgreement(runs)).toEqual({
      ...{ tolerance: 1e-6, n: 2, missing: 1, agree: 1, largest: 0.3, run: "b", disagree: ["b"] },
    });
    expect(unitsAgreement([])).toMatchObject({ n: 0, largest: null, run: null, disagree: [] });
  });
});

describe("slopes by least squares and by Huber's estimate", () => {
  it("are compared run by run and against the outcome", () => {
    const runs = [0.31, 0.33, 0.36, 0.4, 0.45].map((slope, i) =>
      run(
        `r${i}`,
        { alpha_full_ls: slope, alpha_full_huber: slope + ([0.01, 0.02, 0.03, 0.04, -0.09][i] ?? 0) },
        {
          settings: new Map<string, SettingValue>([["lr", i]]),
          measures: { ...sweepRun().measures, bestVal: 2 - slope },
        },
      ),
    );
    const { full, early } = robustSlopes(runs, designOf<SweepRow>(runs));
    expect(full).toMatchObject({ n: 5, missing: 0, run: "r4" });
    expect(full.largest).toBeCloseTo(-0.09, 12);
    expect(full.quartiles?.map((one) => Number(one.toFixed(12)))).toEqual([0.01, 0.02, 0.03]);
    expect(full.outcome.leastSquares?.rho).toBeCloseTo(-1, 12);
    // Ranks 1, 2, 4, 5, 3 by Huber's estimate against 5, 4, 3, 2, 1.
    expect(full.outcome.huber?.rho).toBeCloseTo(-0.7, 12);
    expect(early).toMatchObject({ n: 0, missing: 5, quartiles: null, run: null, largest: null, spearman: null });
  });
});
