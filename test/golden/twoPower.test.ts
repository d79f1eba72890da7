import { describe, expect, it } from "vitest";
import { aic, aicc, gaussianLogLikelihood } from "../../src/numerics/models/aic.ts";
import { bestSplit } from "../../src/numerics/regression/bestSplit.ts";
import { logTime } from "../../src/numerics/regression/kinkAt.ts";
import { KinkSearch } from "../../src/numerics/regression/kinkSearch.ts";
import { expectAllClose, expectClose, golden } from "./golden.ts";

interface TwoPowerCase {
  name: string;
  t: number[];
  L: number[];
  min_side: number;
  discontinuous: {
    index: number;
    break_t: number;
    slopes: [number, number];
    intercepts: [number, number];
    rss: number;
    aic: number;
    aicc: number;
  };
  continuous: {
    break_t: number;
    slopes: [number, number];
    intercept: number;
    rss: number;
    aic: number;
    aicc: number;
    at_data_point: boolean;
  };
}

/** Residuals there are rounding: only the curve itself can agree. */
const roundingOnly = ["exact_no_noise"];

describe("two power laws against an exhaustive search", () => {
  const { cases } = golden("two_power.json") as { cases: TwoPowerCase[] };

  it.each(cases.map((one) => [one.name, one] as const))("%s: meeting", (name, { t, L, min_side, continuous }) => {
    const time = Float64Array.from(t);
    const search = new KinkSearch({ t: time, before: logTime, after: logTime, minSide: min_side });
    const fit = search.fit(Float64Array.from(L, Math.log));
    const n = t.length;
    expect(fit).not.toBeNull();
    expectClose(fit?.tau ?? NaN, continuous.break_t);
    expectAllClose([fit?.before ?? NaN, fit?.after ?? NaN], continuous.slopes);
    expectClose(fit?.intercept ?? NaN, continuous.intercept);
    expectClose(fit?.rss ?? NaN, continuous.rss, 1e-9, 1e-24);
    if (!roundingOnly.includes(name)) {
      expect(fit?.atPoint).toBe(continuous.at_data_point);
      expectClose(aic({ logLikelihood: gaussianLogLikelihood(fit?.rss ?? NaN, n), k: 5 }), continuous.aic);
      expectClose(aicc({ logLikelihood: gaussianLogLikelihood(fit?.rss ?? NaN, n), n, k: 5 }), continuous.aicc);
    }
  });

  it.each(cases.map((one) => [one.name, one] as const))("%s: apart", (name, { t, L, min_side, discontinuous }) => {
    const logT = Float64Array.from(t, Math.log);
    const fit = bestSplit(logT, Float64Array.from(L, Math.log), min_side);
    const n = t.length;
    expect(fit?.index).toBe(discontinuous.index);
    expectAllClose([fit?.left.slope ?? NaN, fit?.right.slope ?? NaN], discontinuous.slopes);
    expectAllClose([fit?.left.intercept ?? NaN, fit?.right.intercept ?? NaN], discontinuous.intercepts);
    expectClose(fit?.rss ?? NaN, discontinuous.rss, 1e-9, 1e-24);
    if (!roundingOnly.includes(name)) {
      expectClose(aic({ logLikelihood: gaussianLogLikelihood(fit?.rss ?? NaN, n), k: 6 }), discontinuous.aic);
      expectClose(aicc({ logLikelihood: gaussianLogLikelihood(fit?.rss ?? NaN, n), n, k: 6 }), discontinuous.aicc);
    }
  });
});
