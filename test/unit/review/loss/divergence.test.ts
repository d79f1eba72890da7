import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { divergedFrom } from "../../../../src/review/loss/divergence.ts";
import { seededNoise } from "../seededNoise.ts";

/** A power law with 2 % of noise, as `length` losses. */
function sound(length: number): Float64Array {
  const noise = seededNoise(7);
  return Float64Array.from({ length }, (_, i) => (i + 1) ** -0.3 * (1 + 0.02 * noise()));
}

describe("divergedFrom", () => {
  it("finds where a loss jumps up for good", () => {
    const losses = sound(1_000).map((loss, i) => (i < 700 ? loss : 4));
    expect(divergedFrom(losses)).toBe(700);
  });

  it("finds the foot of a slow climb, which a running median would follow", () => {
    const losses = sound(2_000).map((loss, i) => (i < 1_200 ? loss : loss * Math.exp(Math.min(i - 1_200, 600) / 150)));
    const from = divergedFrom(losses) ?? NaN;
    expect(from).toBeGreaterThan(1_150);
    expect(from).toBeLessThan(1_260);
  });

  it("lets a spike that comes down again be", () => {
    expect(divergedFrom(sound(1_000).map((loss, i) => (i > 400 && i < 600 ? 9 : loss)))).toBeNull();
  });

  it("finds nothing in sound losses of any length, nor in a rise of less than five times", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: 0, max: 1_500 }), (length, at) => {
        expect(divergedFrom(sound(length))).toBeNull();
        expect(divergedFrom(sound(length).map((loss, i) => (i < at ? loss : loss * 3)))).toBeNull();
      }),
    );
  });

  it("does not depend on the unit of the loss", () => {
    const losses = sound(1_000).map((loss, i) => (i < 700 ? loss : 4));
    expect(divergedFrom(losses.map((loss) => loss * Math.LOG2E))).toBe(divergedFrom(losses));
  });
});
