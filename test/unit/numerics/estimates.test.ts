import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aic, aicc, gaussianLogLikelihood } from "../../../src/numerics/models/aic.ts";
import { akaikeWeights } from "../../../src/numerics/models/akaikeWeights.ts";
import { effectiveSize, residualPhi } from "../../../src/numerics/series/effectiveSampleSize.ts";
import { powerSpectrum } from "../../../src/numerics/series/fft.ts";
import { fitModels } from "../../../src/numerics/models/modelSet.ts";
import { logLossAt } from "../../../src/numerics/models/lossModels.ts";
import { modelNames } from "../../../src/numerics/models/modelFit.ts";
import { seededNormal, seededRandom } from "../../../src/numerics/stats/random.ts";
import { chosenLine } from "../../../src/numerics/regression/robustLine.ts";
import { simulate, switchAt } from "../../calibrate/simulate.ts";

describe("criteria", () => {
  it("count the noise's parameters and need more points than they charge", () => {
    const logLikelihood = gaussianLogLikelihood(8, 4);
    expect(aic({ logLikelihood, k: 3 })).toBeCloseTo(6 + 4 * (Math.log(4 * Math.PI) + 1), 12);
    expect(aicc({ logLikelihood, n: 9, k: 3 })).toBeCloseTo(aic({ logLikelihood, k: 3 }) + 24 / 5, 12);
    expect(aicc({ logLikelihood, n: 5, k: 4 })).toBe(Infinity);
  });

  it("become weights that add up to one", () => {
    const criteria = fc.array(fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constant(Infinity)), {
      minLength: 1,
    });
    fc.assert(
      fc.property(criteria, (list) => {
        const total = akaikeWeights(list).reduce((sum, weight) => sum + weight, 0);
        expect(total).toBeCloseTo(list.some(Number.isFinite) ? 1 : 0, 12);
      }),
    );
  });
});

describe("effective sample size", () => {
  it("is the sample's own for white noise and less for correlated", () => {
    expect(effectiveSize(100, 0)).toBe(100);
    expect(effectiveSize(100, 0.8)).toBeCloseTo(100 / 9, 9);
  });

  it("recovers phi from residuals without a bias", () => {
    let sum = 0;
    for (let seed = 0; seed < 200; seed++) {
      const normal = seededNormal(seededRandom(seed));
      let value = normal() / 0.8;
      sum += residualPhi(
        new Float64Array(60).map(() => (value = 0.6 * value + normal())),
        1,
      );
    }
    expect(sum / 200).toBeCloseTo(0.6, 1);
  });
});

describe("Fourier power", () => {
  it("equals the sum that defines it, for any length", () => {
    const values = fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 70 });
    fc.assert(
      fc.property(values, (list) => {
        const n = list.length;
        const power = powerSpectrum(Float64Array.from(list));
        power.forEach((actual, k) => {
          const turn = (i: number): number => (2 * Math.PI * ((i * k) % n)) / n;
          const re = list.reduce((sum, value, i) => sum + value * Math.cos(turn(i)), 0);
          const im = list.reduce((sum, value, i) => sum + value * Math.sin(turn(i)), 0);
          expect(actual).toBeCloseTo(re * re + im * im, 7);
        });
      }),
    );
  });
});

describe("the line that outliers call for", () => {
  const x = Float64Array.from({ length: 100 }, (_, i) => Math.log(i + 1));
  const even = new Float64Array(100).fill(1);
  const normal = seededNormal(seededRandom(8));
  const y = x.map((value) => 1 - 0.3 * value + 0.01 * normal());

  it.each([
    [0, "leastSquares"],
    [3, "huber"],
    [14, "theilSen"],
  ] as const)("with %i of them is by %s", (count, method) => {
    const spoiled = y.map((value, i) => (i % 7 === 3 && i < 7 * count ? value + 1.5 : value));
    const line = chosenLine(x, spoiled, even);
    expect(line?.method).toBe(method);
    expect(line?.outliers).toBe(count);
    expect(line?.slope).toBeCloseTo(-0.3, 1);
    expect(line?.interval[0]).toBeLessThan(-0.29);
    expect(line?.interval[1]).toBeGreaterThan(-0.31);
  });

  it("is least squares where the line is the wrong model", () => {
    const bent = x.map((value) => Math.log(0.3 + 3 * Math.exp(-0.8 * value)) + 0.005 * normal());
    expect(chosenLine(x, bent, even)?.method).toBe("leastSquares");
  });
});

describe("the set of models", () => {
  const series = simulate(switchAt(15), { phi: 0.5, sigma: 0.02 }, 2);
  const { fits } = fitModels(series);

  it("gives every model's own residual sum from its parameters", () => {
    const total = series.logLoss.reduce((sum, value) => sum + value, 0) / series.t.length;
    const tss = series.logLoss.reduce((sum, value) => sum + (value - total) ** 2, 0);
    for (const model of modelNames) {
      const rss = series.logLoss.reduce(
        (sum, value, i) => sum + (value - logLossAt(model, fits[model].params, series.t[i] ?? NaN)) ** 2,
        0,
      );
      expect(fits[model].r2).toBeCloseTo(1 - rss / tss, 9);
    }
  });

  it("weighs them to one, the true one most", () => {
    const weights = modelNames.map((model) => fits[model].weight ?? NaN);
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
    expect(fits.switch.weight).toBe(Math.max(...weights));
  });

  it("stays finite on curves without noise", () => {
    const exact = { ...series, logLoss: series.t.map((time) => 1 - 0.3 * Math.log(time)) };
    for (const fit of Object.values(fitModels(exact).fits)) {
      expect(fit.aic === null || Number.isFinite(fit.aic)).toBe(true);
      expect(fit.weight === null || Number.isFinite(fit.weight)).toBe(true);
    }
    expect(fitModels(exact).fits.power.weight).toBeGreaterThan(0.3);
  });
});
