import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitOffsetDecay } from "../../../../src/numerics/models/offsets/offsetDecay.ts";
import { fitLine } from "../../../../src/numerics/regression/ols.ts";

const t = Float64Array.from({ length: 200 }, (_, i) => (i + 1) / 4);

describe("decay above a floor", () => {
  it("finds the parameters of an exact curve", () => {
    const parameters = fc.record({
      c: fc.double({ min: 0.05, max: 3, noNaN: true }),
      A: fc.double({ min: 0.5, max: 5, noNaN: true }),
      beta: fc.double({ min: 0.2, max: 1.5, noNaN: true }),
    });
    fc.assert(
      fc.property(parameters, ({ c, A, beta }) => {
        const fit = fitOffsetDecay(
          t.map(Math.log),
          t.map((time) => Math.log(c + A * time ** -beta)),
        );
        expect(fit?.c).toBeCloseTo(c, 6);
        expect(fit?.A).toBeCloseTo(A, 6);
        expect(fit?.beta).toBeCloseTo(beta, 6);
      }),
    );
  });

  it("is the plain decay where the best floor is negative", () => {
    const y = t.map((time) => Math.log(1.5 * Math.exp(-0.02 * time) - 0.05));
    const line = fitLine(t, y);
    const fit = fitOffsetDecay(t, y);
    expect(fit?.c).toBe(0);
    expect(fit?.beta).toBe(-(line?.slope ?? NaN));
    expect(fit?.rss).toBe(line?.rss);
  });

  it("fits at least as closely as the plain decay, whatever the values", () => {
    const values = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), { minLength: 4, maxLength: 50 });
    fc.assert(
      fc.property(values, (y) => {
        const x = Float64Array.from(y, (_, i) => Math.log(i + 1));
        const line = fitLine(x, Float64Array.from(y));
        const fit = fitOffsetDecay(x, Float64Array.from(y));
        if (line !== null && line.slope < 0) {
          expect(fit?.rss).toBeLessThanOrEqual(line.rss);
        }
        expect(fit === null || (fit.c >= 0 && fit.A > 0 && fit.beta > 0 && Number.isFinite(fit.rss))).toBe(true);
      }),
    );
  });

  it("does not depend on the unit of the loss", () => {
    const y = t.map((time, i) => Math.log(0.4 + 2 * time ** -0.6) + 0.02 * Math.sin(37 * i));
    const nats = fitOffsetDecay(t.map(Math.log), y);
    const bits = fitOffsetDecay(
      t.map(Math.log),
      y.map((value) => value - Math.log(Math.LN2)),
    );
    expect(bits?.beta).toBeCloseTo(nats?.beta ?? NaN, 11);
    expect((bits?.c ?? NaN) * Math.LN2).toBeCloseTo(nats?.c ?? NaN, 11);
  });

  it("is null without a decay or with too few points", () => {
    expect(fitOffsetDecay(Float64Array.of(0, 1, 2), Float64Array.of(2, 1, 0))).toBeNull();
    expect(fitOffsetDecay(Float64Array.of(1, 1, 1, 1), Float64Array.of(2, 1, 0, 1))).toBeNull();
    const rising = t.map((time) => 0.1 * time);
    expect(fitOffsetDecay(t, rising)).toBeNull();
  });
});
