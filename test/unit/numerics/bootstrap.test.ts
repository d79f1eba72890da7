import { describe, expect, it } from "vitest";
import { BlockResampler } from "../../../src/numerics/series/blockBootstrap.ts";
import { automaticBlockLength } from "../../../src/numerics/series/blockLength.ts";
import { resamplesFor } from "../../../src/numerics/series/blockBootstrap.ts";
import { kneeIntervals } from "../../../src/numerics/knee/kneeIntervals.ts";
import { firstPowerWin } from "../../../src/numerics/knee/firstPowerWin.ts";
import { slopeInterval } from "../../../src/numerics/regression/hc3.ts";
import { findKnee } from "../../../src/numerics/knee/knee.ts";
import { fitModels } from "../../../src/numerics/models/modelSet.ts";
import { fitLine } from "../../../src/numerics/regression/ols.ts";
import { seededNormal, seededRandom } from "../../../src/numerics/stats/random.ts";
import { shapes, simulate, switchAt, type SimulatedRun } from "../../calibrate/simulate.ts";

function autoregression(phi: number, n: number, seed: number): Float64Array {
  const normal = seededNormal(seededRandom(seed));
  let value = normal() / Math.sqrt(1 - phi * phi);
  return new Float64Array(n).map(() => (value = phi * value + normal()));
}

function variance(values: Float64Array): number {
  const center = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - center) ** 2, 0) / values.length;
}

describe("block length", () => {
  it("is short for white noise and grows with the correlation", () => {
    const lengths = [0, 0.5, 0.9].map((phi) => automaticBlockLength(autoregression(phi, 2000, 1)));
    expect(lengths[0]).toBeLessThanOrEqual(4);
    expect(lengths[1]).toBeGreaterThan(lengths[0] ?? NaN);
    expect(lengths[2]).toBeGreaterThan(lengths[1] ?? NaN);
  });

  it("is 1 where nothing varies or there is next to nothing", () => {
    expect(automaticBlockLength(new Float64Array(100))).toBe(1);
    expect(automaticBlockLength(new Float64Array(3))).toBe(1);
  });
});

describe("residuals redrawn", () => {
  it("keep their variance and their correlation", () => {
    const residuals = autoregression(0.8, 4000, 2);
    const resampler = new BlockResampler(residuals, { phi: 0.8, scale: 1, seed: 3 });
    const drawn = new Float64Array(4000);
    resampler.draw(new Float64Array(4000), drawn);
    expect(variance(drawn) / variance(residuals)).toBeGreaterThan(0.7);
    expect(variance(drawn) / variance(residuals)).toBeLessThan(1.4);
    const next = fitLine(drawn.subarray(0, 3999), drawn.subarray(1));
    expect(next?.slope).toBeCloseTo(0.8, 1);
  });

  it("are the same for the same seed only", () => {
    const draw = (seed: number): Float64Array => {
      const drawn = new Float64Array(50);
      new BlockResampler(autoregression(0.5, 50, 1), { phi: 0.5, scale: 1, seed }).draw(new Float64Array(50), drawn);
      return drawn;
    };
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});

/** Half of the points, which show as much in a quarter of the time; what is left of a correlation phi is its square. */
function everyOther({ t, logT, logLoss }: SimulatedRun): SimulatedRun {
  const half = (values: Float64Array): Float64Array => values.filter((_, i) => i % 2 === 1);
  return { t: half(t), logT: half(logT), logLoss: half(logLoss) };
}

describe("intervals", () => {
  it("of a knee hold the truth about as often as they say", () => {
    let [knees, alphas, runs] = [0, 0, 0];
    for (let seed = 0; seed < 60; seed++) {
      const series = everyOther(simulate(switchAt(15), { phi: Math.SQRT1_2, sigma: 0.02 }, seed));
      const models = fitModels(series);
      const intervals = findKnee(models).epoch === null ? null : kneeIntervals(models, { seed: 1, resamples: 100 });
      if (intervals !== null) {
        runs += 1;
        knees += intervals.knee[0] <= 15 && intervals.knee[1] >= 15 ? 1 : 0;
        alphas += intervals.alpha[0] <= 0.4 && intervals.alpha[1] >= 0.4 ? 1 : 0;
      }
    }
    expect(runs).toBeGreaterThanOrEqual(58);
    expect(knees / runs).toBeGreaterThan(0.85);
    expect(alphas / runs).toBeGreaterThan(0.85);
  });

  it("widen with the correlation of the residuals", () => {
    const width = (phi: number): number => {
      const { logT, logLoss } = simulate(shapes.power, { phi, sigma: 0.02 }, 5);
      const line = fitLine(logT, logLoss);
      const [low, high] = line === null ? [0, 0] : slopeInterval(logT, logLoss, line);
      return high - low;
    };
    expect(width(0.8)).toBeGreaterThan(1.5 * width(0));
  });

  it("cost long series fewer resamples", () => {
    expect([10, 240, 300, 1200, 1e6].map(resamplesFor)).toEqual([1000, 1000, 1000, 250, 200]);
  });
});

describe("a knee", () => {
  const cell = { phi: 0, sigma: 0.02 };

  it.each([5, 15, 30])("is found at epoch %i", (tau) => {
    const { epoch, reason } = findKnee(fitModels(simulate(switchAt(tau), cell, 1)));
    expect(reason).toBeNull();
    expect(Math.abs((epoch ?? NaN) - tau)).toBeLessThan(1);
  });

  it.each(Object.entries(shapes))("is not found on a curve of one kind: %s", (_, shape) => {
    const { epoch, reason } = findKnee(fitModels(simulate(shape, cell, 1)));
    expect(epoch).toBeNull();
    expect(reason).toMatch(/describes the curve (better|no better) than/);
  });

  it("needs points, and says how many", () => {
    const t = Float64Array.of(1, 2, 3);
    expect(findKnee(fitModels({ t, logT: t, logLoss: t })).reason).toBe("only 3 points to fit, 10 are needed");
  });
});

describe("the first start from which a power law wins", () => {
  it("is the first point of a power law, and none of an exponential", () => {
    const cell = { phi: 0, sigma: 0.001 };
    expect(firstPowerWin(simulate(shapes.power, cell, 1))).toEqual({ epoch: 0.25, atStart: true });
    const exponential = firstPowerWin(simulate(shapes.exponential, cell, 1));
    expect(!exponential?.atStart).toBe(true);
  });

  it("is what fitting both models from every start gives", () => {
    const { t, logT: x, logLoss } = simulate(switchAt(15), { phi: 0.5, sigma: 0.05 }, 4);
    const wins = [...t].findIndex((_, i) => {
      const n = t.length - i;
      const range = { from: i, to: t.length };
      const difference =
        n * Math.log((fitLine(t, logLoss, range)?.rss ?? NaN) / (fitLine(x, logLoss, range)?.rss ?? NaN));
      return n >= 10 && difference >= 2;
    });
    expect(firstPowerWin({ t, logT: x, logLoss })).toEqual({ epoch: t[wins], atStart: wins === 0 });
  });
});
