import { describe, expect, it } from "vitest";
import { refusal, tooFew } from "../../../src/review/refusal.ts";

const none = { nonFinite: 0, nonPositive: 0, atZero: 0, repeated: 0, diverged: 0 };
const losses = (n: number): { t: Float64Array; y: Float64Array } => ({
  t: Float64Array.from({ length: n }, (_, i) => i + 1),
  y: new Float64Array(n).fill(1),
});
const over = { growing: false, clock: "epoch", planned: null } as const;

describe("why no model is fitted", () => {
  it("is that over a twentieth of the losses cannot be", () => {
    expect(refusal({ kept: losses(95), excluded: { ...none, nonFinite: 3, nonPositive: 2 } }, over)).toBeNull();
    expect(refusal({ kept: losses(94), excluded: { ...none, nonFinite: 4, nonPositive: 2 } }, over)).toMatch(/^6% of/);
  });

  it("is no record that was left out for another reason", () => {
    expect(
      refusal({ kept: losses(10), excluded: { ...none, atZero: 50, repeated: 50, diverged: 50 } }, over),
    ).toBeNull();
  });

  it("is that the run has just begun", () => {
    const young = { growing: true, clock: "epoch", planned: 1_000 } as const;
    expect(refusal({ kept: losses(10), excluded: none }, young)).toMatch(
      /^too early for a fit, at epoch 10 of 1,?000$/,
    );
  });
});

it("counts points that are too few, and says how there would be more only where there can be", () => {
  expect(tooFew(1_000, "epoch")).toBeNull();
  expect(tooFew(1, "step")).toMatch(/^only 1 bin of .* are needed$/);
  expect(tooFew(2, "epoch")).toMatch(/^only 2 bins of .*binsPerEpoch/);
});
