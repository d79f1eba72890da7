import { describe, expect, it } from "vitest";
import { partOf } from "../../../../src/numerics/models/lossSeries.ts";
import { normalQuantile } from "../../../../src/numerics/stats/normalQuantile.ts";
import { reviewNoise } from "../../../../src/review/loss/noise.ts";
import { residualsOf } from "../../../../src/review/loss/residuals.ts";

const t = Float64Array.from({ length: 200 }, (_, i) => i + 1);
/** A power law of slope 0.5 with a ripple of period four, whose autocorrelation at lag 2 is near -1. */
const ripple = (i: number): number => 0.01 * Math.cos((Math.PI / 2) * i);
const y = t.map((time, i) => Math.exp(-0.5 * Math.log(time) + ripple(i)));
const params = { a: 0, alpha: 0.5 };
const bins = { t, logT: t.map(Math.log), logLoss: y.map(Math.log) };
const best = { model: "power", params } as const;

describe("residualsOf", () => {
  it("leaves what the best model does not explain", () => {
    const residuals = residualsOf(bins, best, null);
    residuals?.overTime.y.forEach((value, i) => expect(value).toBeCloseTo(ripple(i), 12));
    expect(residuals?.overTime.y.length).toBe(200);
    expect(residuals?.correlation.t[0]).toBe(1);
    expect(residuals?.correlation.y[1]).toBeCloseTo(-0.99, 2);
  });

  it("shows the spectrum that the noise figures are read off, whose peak is at the ripple's frequency", () => {
    const spectrum = reviewNoise({ t, y }, "power", params)?.spectrum ?? null;
    expect(residualsOf(bins, best, spectrum)?.spectrum).toBe(spectrum);
    const peak = spectrum?.density.reduce((most, value, i, all) => (value > (all[most] ?? 0) ? i : most), 0) ?? 0;
    expect(spectrum?.frequency[peak]).toBeCloseTo(0.25, 2);
  });

  it("gives of many residuals the extreme ones and a sample of the others as quantiles", () => {
    const times = Float64Array.from({ length: 300_000 }, (_, i) => i + 1);
    const losses = times.map((time, i) => Math.exp(-0.5 * Math.log(time) + ripple(i) + (i === 5 ? 3 : 0)));
    const quantiles = residualsOf(
      { t: times, logT: times.map(Math.log), logLoss: losses.map(Math.log) },
      best,
      null,
    )?.quantiles;
    expect(quantiles?.t.length).toBeLessThan(2_100);
    expect(quantiles?.y.at(-1)).toBeGreaterThan(100);
    expect(quantiles?.y).toEqual(quantiles?.y.toSorted());
    expect(quantiles?.t[0]).toBeCloseTo(normalQuantile(0.625 / 300_000.25), 12);
  });

  it("is null without a best model or with too few bins", () => {
    expect(residualsOf(bins, null, null)).toBeNull();
    expect(residualsOf(partOf(bins, 0, 9), best, null)).toBeNull();
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
