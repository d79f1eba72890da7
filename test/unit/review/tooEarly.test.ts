import { describe, expect, it } from "vitest";
import { tooEarly, type Progress } from "../../../src/review/tooEarly.ts";

const times = (count: number, end: number): { t: Float64Array } => ({
  t: Float64Array.from({ length: count }, (_, i) => (end * (i + 1)) / count),
});
const live: Progress = { growing: true, clock: "epoch", planned: 50 };

describe("tooEarly", () => {
  it("says how far a run that has just begun has come", () => {
    expect(tooEarly(times(40, 0.1023), live)).toBe("too early for a fit, at epoch 0.1 of 50");
    expect(tooEarly(times(40, 40), { ...live, clock: "step", planned: 19_550 })).toBe(
      "too early for a fit, at step 40 of 19,550",
    );
  });

  it("says of a run that was stopped there how far it came", () => {
    const stopped = { ...live, growing: false };
    expect(tooEarly(times(40, 0.1023), stopped)).toBe("stopped too early for a fit, at epoch 0.1 of 50");
    expect(tooEarly(times(40, 40), { ...stopped, clock: "step", planned: 19_550 })).toBe(
      "stopped too early for a fit, at step 40 of 19,550",
    );
    expect(tooEarly(times(40, 1.2), stopped)).toBeNull();
    expect(tooEarly(times(200, 0.1), stopped)).toBeNull();
  });

  it("is null for a run that has come further, or of which nobody knows how long it lasts", () => {
    expect(tooEarly(times(40, 1.2), live)).toBeNull();
    expect(tooEarly(times(40, 0.1), { ...live, planned: null })).toBeNull();
  });

  it("is null where there are losses enough, however long the run goes on", () => {
    expect(tooEarly(times(200, 0.1), live)).toBeNull();
    expect(tooEarly(times(199, 0.1), live)).not.toBeNull();
  });

  it("is null without a loss", () => {
    expect(tooEarly(times(0, 0), live)).toBeNull();
  });
});
