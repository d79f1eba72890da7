import { describe, expect, it } from "vitest";
import type { LossSeries } from "../../../../src/numerics/models/lossSeries.ts";
import { seededNormal, seededRandom } from "../../../../src/numerics/stats/random.ts";
import { isStair, stairsOf } from "../../../../src/review/loss/stairs.ts";

/** A power law of five epochs in 200 bins, with changes of ln L from given times on. */
function binsOf(changes: readonly (readonly [from: number, change: number])[]): LossSeries {
  const normal = seededNormal(seededRandom(1));
  const t = Float64Array.from({ length: 200 }, (_, i) => (i + 1) / 40);
  const logLoss = t.map(
    (time) =>
      changes.reduce((sum, [from, change]) => sum + (time > from + 1e-9 ? change : 0), 1 - 0.3 * Math.log(time)) +
      0.01 * normal(),
  );
  return { t, logT: t.map(Math.log), logLoss };
}

const down = Math.log(0.9);
const everyEpoch = [1, 2, 3, 4].map((epoch) => [epoch, down] as const);

describe("stairs", () => {
  it("are steps down at the ends of epochs, with the part that they take off", () => {
    const stairs = stairsOf(binsOf(everyEpoch), "epoch");
    expect(stairs?.epochs).toEqual([1, 2, 3, 4]);
    expect(stairs?.size).toBeCloseTo(0.1, 2);
  });

  it("are not seen in a smooth curve, in one drop, in steps inside epochs, or without epochs", () => {
    const halves = [0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5].map((time) => [time, down] as const);
    const inside = [0.3, 1.6, 2.4, 3.7].map((time) => [time, down] as const);
    expect([[], [[2, down] as const], inside].map((changes) => stairsOf(binsOf(changes), "epoch"))).toEqual([
      null,
      null,
      null,
    ]);
    expect(stairsOf(binsOf(everyEpoch), "step")).toBeNull();
    expect(stairsOf(binsOf(halves), "epoch")?.epochs ?? null).not.toContain(1.5);
  });

  it("hold the drops at their times, but not one that is far larger", () => {
    const bins = binsOf(everyEpoch);
    const stairs = stairsOf(bins, "epoch");
    expect([2, 2.5].map((drop) => isStair(stairs, bins, drop))).toEqual([true, false]);
    const cut = binsOf([...everyEpoch, [3, Math.log(0.5)]]);
    expect(isStair(stairsOf(cut, "epoch"), cut, 3)).toBe(false);
    expect(isStair(null, bins, 2)).toBe(false);
  });
});
