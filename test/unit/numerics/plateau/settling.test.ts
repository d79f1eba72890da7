import { describe, expect, it } from "vitest";
import { settling } from "../../../../src/numerics/plateau/settling.ts";
import { closestTrend } from "../../../../src/numerics/plateau/trend.ts";
import { levelling, moving, simulateCurvature } from "../../../calibrate/curvature.ts";

const noise = { phi: 0.5, sigma: 0.02, points: 240, seed: 3 };

describe("settling", () => {
  it.each(Object.entries(levelling))("is found within two epochs: %s", (_, { of, settles }) => {
    const { t, y } = simulateCurvature(of, noise);
    const settled = settling(t, y, 0.3);
    expect(settled.reason).toBeNull();
    expect(Math.abs((settled.t ?? NaN) - settles)).toBeLessThan(2);
  });

  it.each(Object.entries(moving))("is not found where nothing settles: %s", (name, of) => {
    const { t, y } = simulateCurvature(of, noise);
    const { t: settled, reason } = settling(t, y, 0.3);
    expect(settled).toBeNull();
    const wanted = name.includes("oscillation")
      ? /oscillating|falling/
      : name.includes("growth")
        ? /rising/
        : /falling/;
    expect(reason).toMatch(wanted);
  });

  it("is found behind a second rise, which no simple course describes", () => {
    const course = (t: number): number =>
      t < 30 ? 200 - 160 * Math.exp(-t / 4) : Math.min(2000, 200 + (1800 * (t - 30)) / 12);
    for (const points of [46, 240]) {
      const { t, y } = simulateCurvature(course, { ...noise, phi: 0, points });
      const settled = settling(t, y, 0.3);
      expect(settled.reason).toBeNull();
      expect(settled.t).toBeGreaterThan(41);
      expect(settled.t).toBeLessThan(47);
    }
  });

  it("is not found behind a second rise that goes on", () => {
    const course = (t: number): number =>
      t < 30
        ? 200 - 160 * Math.exp(-t / 4)
        : Math.min(2000, 200 + (1800 * (t - 30)) / 12) * (t < 42 ? 1 : 1 + (t - 42) / 100);
    const { t, y } = simulateCurvature(course, { ...noise, phi: 0 });
    expect(settling(t, y, 0.3)).toEqual({ t: null, reason: "rising" });
  });

  it("is at the first value of a level", () => {
    const { t, y } = simulateCurvature(() => 7, noise);
    expect(settling(t, y, 0.3).t).toBe(0.25);
  });

  it("does not depend on the unit", () => {
    const { t, y } = simulateCurvature(levelling["ramp to epoch 20"]?.of ?? (() => NaN), noise);
    const scaled = y.map((value) => 1024 * value);
    expect(settling(t, scaled, 0.3)).toEqual(settling(t, y, 0.3));
  });

  it("says why there is no answer", () => {
    const few = Float64Array.of(1, 2, 3);
    expect(settling(few, few, 0.3).reason).toBe("few");
    const { t, y } = simulateCurvature(() => 7, noise);
    y[100] = -1;
    expect(settling(t, y, 0.3).reason).toBe("notPositive");
  });
});

describe("the closest trend", () => {
  it.each(Object.entries(moving).filter(([name]) => !name.includes("oscillation")))("follows %s", (_, of) => {
    const { t, y } = simulateCurvature(of, noise);
    const trend = closestTrend(t, y);
    const drift = Math.log(of(60) / of(48));
    expect(trend(60) - trend(48)).toBeCloseTo(drift, 1);
  });
});
