import { expect, it } from "vitest";
import { chirpPowers, lowPowers } from "../../../../src/numerics/series/lowPowers.ts";
import { seededNormal, seededRandom } from "../../../../src/numerics/stats/random.ts";

it.each([2, 3, 100, 127, 1000, 4097])("is the transform's definition by the chirp too, of %d values", (n) => {
  const normal = seededNormal(seededRandom(n));
  const values = new Float64Array(n).map(() => normal());
  const count = Math.min(n - 1, 150);
  const direct = lowPowers(values, count);
  chirpPowers(values, count).forEach((power, j) => {
    expect(Math.abs(power - (direct[j] ?? NaN))).toBeLessThan(1e-9 * (1 + (direct[j] ?? NaN)));
  });
});

it("finds the frequency of a long cosine", () => {
  const n = 100_003;
  const values = new Float64Array(n).map((_, i) => Math.cos((2 * Math.PI * 7 * i) / n));
  const power = lowPowers(values, 20);
  expect(power[6]).toBeCloseTo((n / 2) ** 2, 0);
  expect(power.every((value, j) => j === 6 || value < 1e-6 * n)).toBe(true);
});
