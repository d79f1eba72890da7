import { describe, expect, it } from "vitest";
import { sweepSettingsOf } from "../../../src/sweep/table/sweepSettings.ts";

const usual = { straightness: 0.98, replicate: null };

describe("the settings of a sweep, by the contracts of its runs", () => {
  it("are the built-in ones where no contract says anything, and where there is no run", () => {
    expect(sweepSettingsOf([])).toEqual(usual);
    expect(sweepSettingsOf([usual, usual])).toEqual(usual);
  });

  it("call a setting a replicate that any contract calls one", () => {
    const runs = [usual, { ...usual, replicate: ["fold"] }, { ...usual, replicate: ["seed", "fold"] }];
    expect(sweepSettingsOf(runs).replicate).toEqual(["fold", "seed"]);
  });

  it("take a threshold that all agree on", () => {
    const strict = { ...usual, straightness: 0.99 };
    expect(sweepSettingsOf([strict, strict]).straightness).toBe(0.99);
    expect(sweepSettingsOf([strict, usual]).straightness).toBe(0.98);
  });
});
