import { describe, expect, it } from "vitest";
import { autocorrelation } from "../../src/numerics/series/acf.ts";
import { aic, aicc, gaussianLogLikelihood } from "../../src/numerics/models/aic.ts";
import { huberLine } from "../../src/numerics/regression/huber.ts";
import { fitLine, rSquared, type LineFit } from "../../src/numerics/regression/ols.ts";
import { classicalErrors, neweyWestErrors } from "../reference/robustErrors.ts";
import { studentQuantile, studentTwoSidedP } from "../../src/numerics/stats/student.ts";
import { theilSenLine } from "../../src/numerics/regression/theilSen.ts";
import { expectAllClose, expectClose, golden } from "./golden.ts";

interface OlsCase {
  name: string;
  x: number[];
  y: number[];
  linregress: { pvalue: number };
  theilslopes: { slope: number; intercept: number; lo: number; hi: number };
  ols: {
    params: [number, number];
    bse: [number, number];
    rsquared: number;
    ssr: number;
    llf: number;
    aic_k_eq_p_plus_1: number;
    aicc_k_eq_p_plus_1: number;
    conf_int95: [number, number][];
    hac4_bse: [number, number];
  };
  acf_resid_1_10: number[];
}

interface RCase {
  name: string;
  coef: [number, number];
  se: [number, number];
  AIC: number;
  AICc: number;
  NeweyWest_lag4_noprewhite: [number, number];
}

interface RlmCase {
  name: string;
  x: number[];
  y: number[];
  "HuberT_1.345": { params: [number, number]; bse_H1: [number, number]; scale_mad: number; weights: number[] };
}

/** R and statsmodels agree with each other to 2e-6 there: x is 1e6 with a spread of 10. */
function tolerance(name: string): number {
  return name === "large_offset_x40" ? 2e-6 : 1e-9;
}

/** Residuals there are rounding, so whatever is made of them differs between implementations. */
const roundingOnly = ["perfect_line20", "near_constant_y40"];

function lineOf(x: readonly number[], y: readonly number[]): { x: Float64Array; y: Float64Array; line: LineFit } {
  const columns = { x: Float64Array.from(x), y: Float64Array.from(y) };
  const line = fitLine(columns.x, columns.y);
  if (line === null) {
    throw new Error("no line");
  }
  return { ...columns, line };
}

describe("lines against statsmodels and scipy", () => {
  const { cases } = golden("ols.json") as { cases: OlsCase[] };

  it.each(cases.map((one) => [one.name, one] as const))("%s: least squares", (name, one) => {
    const { line } = lineOf(one.x, one.y);
    expectClose(line.slope, one.ols.params[1]);
    expectClose(line.intercept, one.ols.params[0]);
    if (roundingOnly.includes(name)) {
      return;
    }
    expectClose(line.rss, one.ols.ssr);
    expectClose(rSquared(line.rss, line.tss) ?? NaN, one.ols.rsquared);
    expectClose(gaussianLogLikelihood(line.rss, line.n), one.ols.llf);
    expectClose(aic({ logLikelihood: gaussianLogLikelihood(line.rss, line.n), k: 3 }), one.ols.aic_k_eq_p_plus_1);
    expectClose(
      aicc({ logLikelihood: gaussianLogLikelihood(line.rss, line.n), n: line.n, k: 3 }),
      one.ols.aicc_k_eq_p_plus_1,
    );
    const errors = classicalErrors(line);
    expectClose(errors.intercept, one.ols.bse[0]);
    expectClose(errors.slope, one.ols.bse[1]);
    const reach = studentQuantile(0.975, line.n - 2) * errors.slope;
    // scipy 1.10's quantile of Student's t is off by up to 1.5e-9 (for 48 degrees of freedom, against 40 digits).
    expectAllClose([line.slope - reach, line.slope + reach], one.ols.conf_int95[1] ?? [], 3e-9);
    expectClose(studentTwoSidedP(line.slope / errors.slope, line.n - 2), one.linregress.pvalue, 1e-9, 0);
  });

  it.each(cases.map((one) => [one.name, one] as const))("%s: errors under autocorrelation", (name, one) => {
    const { x, y, line } = lineOf(one.x, one.y);
    if (roundingOnly.includes(name)) {
      expect(neweyWestErrors(x, y, line, 4).slope).toBeLessThan(1e-6);
      return;
    }
    const errors = neweyWestErrors(x, y, line, 4);
    expectAllClose([errors.intercept, errors.slope], one.ols.hac4_bse, tolerance(name));
    const residuals = y.map((value, i) => value - line.intercept - line.slope * (x[i] ?? NaN));
    const lags = one.acf_resid_1_10.length;
    expectAllClose(autocorrelation(residuals, lags).subarray(1), one.acf_resid_1_10, 1e-9, 1e-11);
  });

  it.each(cases.map((one) => [one.name, one] as const))("%s: Theil and Sen", (_, one) => {
    const line = theilSenLine(Float64Array.from(one.x), Float64Array.from(one.y));
    expectClose(line?.slope ?? NaN, one.theilslopes.slope);
    expectClose(line?.intercept ?? NaN, one.theilslopes.intercept);
    expectAllClose(line?.interval ?? [], [one.theilslopes.lo, one.theilslopes.hi]);
  });
});

describe("lines against R", () => {
  const inputs = (golden("ols.json") as { cases: OlsCase[] }).cases;
  const { cases } = golden("ols_R.json") as { cases: RCase[] };

  it.each(cases.map((one) => [one.name, one] as const))("%s", (name, one) => {
    const input = inputs.find((candidate) => candidate.name === name);
    const { x, y, line } = lineOf(input?.x ?? [], input?.y ?? []);
    expectAllClose([line.intercept, line.slope], one.coef);
    if (roundingOnly.includes(name)) {
      return;
    }
    const errors = classicalErrors(line);
    expectAllClose([errors.intercept, errors.slope], one.se);
    expectClose(aic({ logLikelihood: gaussianLogLikelihood(line.rss, line.n), k: 3 }), one.AIC);
    expectClose(aicc({ logLikelihood: gaussianLogLikelihood(line.rss, line.n), n: line.n, k: 3 }), one.AICc);
    const robust = neweyWestErrors(x, y, line, 4);
    expectAllClose([robust.intercept, robust.slope], one.NeweyWest_lag4_noprewhite, tolerance(name));
  });
});

describe("Huber's line against statsmodels", () => {
  const { cases } = golden("rlm.json") as { cases: RlmCase[] };

  it.each(cases.map((one) => [one.name, one] as const))("%s", (_, one) => {
    const line = huberLine(Float64Array.from(one.x), Float64Array.from(one.y));
    const wanted = one["HuberT_1.345"];
    expectAllClose([line?.intercept ?? NaN, line?.slope ?? NaN], wanted.params, 1e-6);
    expectAllClose(line?.errors ?? [], wanted.bse_H1, 1e-6);
    expectClose(line?.scale ?? NaN, wanted.scale_mad, 1e-6);
    expectAllClose(line?.weights ?? [], wanted.weights, 1e-6);
  });
});
