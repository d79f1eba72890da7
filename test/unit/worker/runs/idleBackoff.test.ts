import { describe, expect, it } from "vitest";
import { grewLately, pauseAfter } from "../../../../src/worker/runs/idleBackoff.ts";

const settings = { pollInterval: 1_000 };

describe("a log that does not grow", () => {
  it("is polled at each interval for twenty of them, then less and less often", () => {
    expect([0, 20_000, 40_000, 100_000].map((idle) => pauseAfter(idle, settings))).toEqual([
      1_000, 1_000, 2_000, 5_000,
    ]);
  });

  it("is polled every ten intervals at the least", () => {
    expect(pauseAfter(24 * 3_600_000, settings)).toBe(10_000);
  });

  it("counts as growing until it is polled less often", () => {
    expect(grewLately(20_000, settings)).toBe(true);
    expect(grewLately(20_001, settings)).toBe(false);
  });
});
