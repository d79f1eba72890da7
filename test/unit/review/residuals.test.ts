import { describe, expect, it } from "vitest";
import type { RunPlot } from "../../../src/review/runPlot.ts";
import type { RunReview } from "../../../src/review/runReview.ts";
import { residualsOf } from "../../../src/review/residuals.ts";
import { normalQuantile } from "../../../src/numerics/normalQuantile.ts";

const nothing = { t: new Float64Array(0), y: new Float64Array(0) };
const t = Float64Array.from({ length: 200 }, (_, i) => i + 1);
/** A power law of slope 0.5 with a ripple of period four, whose autocorrelation at lag 2 is near -1. */
const ripple = (i: number): number => 0.01 * Math.cos((Math.PI / 2) * i);
const y = t.map((time, i) => Math.exp(-0.5 * Math.log(time) + ripple(i)));

const plot: Omit<RunPlot, "residuals"> = {
  clock: "step",
  axes: ["@clock"],
  start: null,
  metrics: [],
  loss: { t, y },
  lossBins: { t, y },
  lossVal: nothing,
  curves: [],
  lambdaMax: nothing,
  lambdaMaxEwma: nothing,
};
const review = {
  records: 200,
  best: "power",
  window: { start: 1, end: 200, endsAt: "end" },
  fits: { power: { params: { a: 0, alpha: 0.5 } } },
} as unknown as RunReview;

describe("residualsOf", () => {
  it("leaves what the best model does not explain", () => {
    const residuals = residualsOf({ review, plot });
    residuals?.overTime.y.forEach((value, i) => expect(value).toBeCloseTo(ripple(i), 12));
    expect(residuals?.overTime.y.length).toBe(200);
    expect(residuals?.correlation.t[0]).toBe(1);
    expect(residuals?.correlation.y[1]).toBeCloseTo(-0.99, 2);
  });

  it("puts the spectrum's peak at the ripple's frequency", () => {
    const spectrum = residualsOf({ review, plot })?.spectrum;
    const peak = spectrum?.density.reduce((best, value, i, all) => (value > (all[best] ?? 0) ? i : best), 0) ?? 0;
    expect(spectrum?.frequency[peak]).toBeCloseTo(0.25, 2);
  });

  it("takes no spectrum of too few records", () => {
    const few = { t: t.slice(0, 31), y: y.slice(0, 31) };
    expect(residualsOf({ review, plot: { ...plot, loss: few } })?.spectrum).toBeNull();
  });

  it("counts the last of what was run again, and stops at the window's end", () => {
    const loss = { t: Float64Array.from([...t, 150, 151]), y: Float64Array.from([...y, 1, 1]) };
    const window = { start: 1, end: 100, endsAt: "lrDrop" } as const;
    const residuals = residualsOf({ review: { ...review, window }, plot: { ...plot, lossBins: loss } });
    expect(residuals?.overTime.t.length).toBe(100);
    const again = residualsOf({ review, plot: { ...plot, lossBins: loss } });
    expect(again?.overTime.t.at(-1)).toBe(151);
    expect(again?.overTime.y.at(-1)).toBeCloseTo(0.5 * Math.log(151), 12);
  });

  it("is null without a best model or with too few bins", () => {
    expect(residualsOf({ review: { ...review, best: null }, plot })).toBeNull();
    expect(residualsOf({ review, plot: { ...plot, lossBins: nothing } })).toBeNull();
  });
});

describe("normalQuantile", () => {
  // Values of scipy.stats.norm.ppf.
  it.each([
    [0.5, 0],
    [0.975, 1.959963984540054],
    [0.001, -3.090232306167813],
    [0.02, -2.053748910631823],
    [0.7, 0.5244005127080407],
  ])("of %s is %s", (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 7);
  });
});
