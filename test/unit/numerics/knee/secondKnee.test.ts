import { describe, expect, it } from "vitest";
import { fitModels, type ModelSet } from "../../../../src/numerics/models/modelSet.ts";
import { findSecondKnee } from "../../../../src/numerics/knee/secondKnee.ts";
import { seededNormal, seededRandom } from "../../../../src/numerics/stats/random.ts";

const t = Float64Array.from({ length: 240 }, (_, i) => (i + 1) / 4);

function modelsOf(shape: (time: number) => number, seed: number): ModelSet {
  const normal = seededNormal(seededRandom(seed));
  return fitModels({ t, logT: t.map(Math.log), logLoss: t.map((time) => shape(time) + 0.02 * normal()) });
}

/** A power law from a time on, of ln L. */
function decay(time: number, from: number, slope: number): number {
  return -slope * Math.log(Math.max(time, from) / from);
}

function burnIn(time: number): number {
  const first = decay(Math.min(time, 30), 8, 0.3);
  return 2 - 0.15 * Math.min(time, 8) + first + decay(time, 30, 0.6);
}

function powers(time: number): number {
  return 2 + decay(Math.min(time, 4), 0.25, 0.1) + decay(Math.min(time, 20), 4, 0.5) + decay(time, 20, 1.1);
}

describe("a second knee", () => {
  it("is found behind a burn-in, each joint with an interval that holds it", () => {
    const found = findSecondKnee(modelsOf(burnIn, 1), 30);
    expect(found?.model).toBe("switch");
    expect(found?.knee?.epoch).toBe(found?.first.epoch);
    expect(found?.before).toBeNull();
    const joints = [found?.first, found?.second];
    for (const [i, truth] of [8, 30].entries()) {
      const [low = NaN, high = NaN] = joints[i]?.interval ?? [];
      expect(low).toBeLessThanOrEqual(truth);
      expect(high).toBeGreaterThanOrEqual(truth);
      expect(high - low).toBeLessThan(truth);
    }
    expect(found?.between.alpha).toBeCloseTo(0.3, 1);
    expect(found?.after.alpha).toBeCloseTo(0.6, 1);
    expect(found?.r2).toBeGreaterThan(0.99);
  });

  it("may follow another power law: then no knee is claimed", () => {
    const found = findSecondKnee(modelsOf(powers, 2), 4);
    expect(found?.model).toBe("twoPower");
    expect(found?.knee).toBeNull();
    expect([found?.before?.alpha, found?.between.alpha, found?.after.alpha].map((one) => one?.toFixed(1))).toEqual([
      "0.1",
      "0.5",
      "1.1",
    ]);
  });

  it("is not found where one joint describes the curve, wherever the search begins", () => {
    const models = modelsOf((time) => 2 - 0.15 * Math.min(time, 8) + decay(time, 8, 0.4), 3);
    expect([3, 15, 40].map((bend) => findSecondKnee(models, bend))).toEqual([null, null, null]);
  });
});
