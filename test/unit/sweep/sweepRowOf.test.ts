import { describe, expect, it } from "vitest";
import { sweepRowOf } from "../../../src/sweep/table/sweepRowOf.ts";
import { reviewedSource } from "./reviewedRun.ts";

const settings = new Map([["lr", 0.1]]);

describe("the row of a run", () => {
  it("says what the review says", () => {
    const run = reviewedSource((epoch) => 2 * epoch ** -0.3);
    const row = sweepRowOf({ ...run, format: "jsonl", state: "ended", settings });
    const { review } = run.reviewed;
    expect(row).toMatchObject({ run: "a", log: "a/metrics.jsonl", records: 600, epochs: 30, settings, state: "ended" });
    expect(row.measures.alphaEarly).toBe(review.slopes?.early.alpha);
    expect(row.measures.alphaEarly).toBeCloseTo(0.3, 2);
    expect(row.measures.r2).toBe(review.slopes?.full.r2);
    expect(row.measures.bestVal).toBe(review.bestVal?.value);
    expect(row.aicc.get("power")).toBe(review.fits?.power.aicc);
    // A bit is written to four digits, which explains what it is off.
    expect(row.doubts.get("units_error")).toBeLessThan(1e-6);
    expect(row.doubts.get("alpha_full_ls")).toBe(review.slopes?.full.alpha);
    expect(row.doubts.get("alpha_full_huber")).toBeCloseTo(0.3, 2);
    expect(row.alphaFullInterval).toEqual(review.slopes?.full.interval);
  });

  it("has slopes over the same windows for every run, as far as it covers them", () => {
    const row = sweepRowOf({
      ...reviewedSource((epoch) => 2 * epoch ** -0.3, 16),
      format: "jsonl",
      state: "ended",
      settings,
    });
    expect([...row.windows.keys()]).toContain("5-15");
    expect([...row.windows.keys()].filter((name) => name.endsWith("-25"))).toEqual([]);
    for (const alpha of row.windows.values()) {
      expect(alpha).toBeCloseTo(0.3, 1);
    }
  });

  it("is that of a run that diverged, or whose loss is no number any more", () => {
    const diverging = reviewedSource((epoch) => (epoch < 20 ? epoch ** -0.3 : 50 * epoch));
    const of = (state: string) => sweepRowOf({ ...diverging, format: "jsonl", state, settings });
    expect(of("diverged")).toMatchObject({ state: "diverged", diverged: true });
    expect(of("diverged").divergedAt).toBeGreaterThan(19);
    expect(of("nan").diverged).toBe(true);
    expect(of("live").diverged).toBe(false);
  });
});
