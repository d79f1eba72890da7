import { expect, it } from "vitest";
import { localWhittle } from "../../../../src/numerics/series/localWhittle.ts";
import { seededNormal, seededRandom } from "../../../../src/numerics/stats/random.ts";
import { longMemory } from "../../../calibrate/noise.ts";

const t = new Float64Array(500);

function meanOf(values: (seed: number) => Float64Array): number {
  let sum = 0;
  for (let seed = 1; seed <= 20; seed++) {
    sum += localWhittle(values(seed)) ?? NaN;
  }
  return sum / 20;
}

it("tells long memory from none", () => {
  const white = (seed: number): Float64Array => {
    const normal = seededNormal(seededRandom(seed));
    return t.map(() => normal());
  };
  expect(Math.abs(meanOf(white))).toBeLessThan(0.06);
  expect(meanOf((seed) => longMemory().of(t, seededRandom(seed)))).toBeCloseTo(0.4, 1);
});

it("is null for few values and where nothing varies", () => {
  expect(localWhittle(new Float64Array(99).map((_, i) => i % 7))).toBeNull();
  expect(localWhittle(new Float64Array(200).fill(3))).toBeNull();
});
