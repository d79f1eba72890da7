import { describe, expect, it } from "vitest";
import { findKnee, type Knee } from "../../../../src/numerics/knee/knee.ts";
import { fitModels } from "../../../../src/numerics/models/modelSet.ts";
import { seededRandom } from "../../../../src/numerics/stats/random.ts";
import { autoregressive, trending, type Noise } from "../../../calibrate/noise.ts";
import { switchAt, TRUE_ALPHA, type Shape } from "../../../calibrate/simulate.ts";

const t = Float64Array.from({ length: 240 }, (_, i) => (i + 1) / 4);

function kneeOf(shape: Shape, noise: Noise, seed: number): Knee & { readonly best: string | null } {
  const disturbance = noise.of(t, seededRandom(seed));
  const models = fitModels({
    t,
    logT: t.map(Math.log),
    logLoss: t.map((time, i) => shape(time) + (disturbance[i] ?? NaN)),
  });
  return { ...findKnee(models), best: models.best };
}

const seeds = Array.from({ length: 20 }, (_, i) => i + 1);

describe("a knee", () => {
  it("under strongly correlated noise is found, its interval and that of the slope behind it holding the truth", () => {
    const knees = seeds.map((seed) => kneeOf(switchAt(15), autoregressive(0.8, 0.05), seed));
    const found = knees.filter(({ epoch }) => epoch !== null);
    expect(found.length).toBeGreaterThanOrEqual(17);
    const holding = found.filter(({ interval }) => interval !== null && interval[0] <= 15 && interval[1] >= 15);
    const slopes = found.filter(({ alpha }) => alpha !== null && alpha[0] <= TRUE_ALPHA && alpha[1] >= TRUE_ALPHA);
    expect(holding.length).toBeGreaterThanOrEqual(found.length - 3);
    expect(slopes.length).toBeGreaterThanOrEqual(found.length - 3);
  });

  it("before the fifth point is said to lie at or before the first place, an interval from 0 on", () => {
    for (const seed of seeds.slice(0, 8)) {
      const { epoch, interval, reason } = kneeOf(switchAt(1.25), autoregressive(0), seed);
      expect(epoch).toBeNull();
      expect(interval?.[0]).toBe(0);
      expect(interval?.[1]).toBeGreaterThanOrEqual(1.25);
      expect(reason).toMatch(/^the change to a power law is at or before 1\.\d+, too early to locate it$/);
    }
  });

  it("is not made of a smooth bend, which a shifted power law describes", () => {
    for (const seed of seeds.slice(0, 8)) {
      const { epoch, best } = kneeOf((time) => 1 - 0.5 * Math.log(1 + time / 5), autoregressive(0), seed);
      expect([epoch, best]).toEqual([null, "shiftedPower"]);
    }
  });

  it("is not made of noise that falls with t", () => {
    const found = seeds.filter(
      (seed) => kneeOf((time) => 1.4 - 0.3 * Math.log(time), trending(-0.5, 0.06), seed).epoch !== null,
    );
    expect(found.length).toBeLessThanOrEqual(3);
  });
});
