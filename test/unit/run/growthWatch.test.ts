import { describe, expect, it } from "vitest";
import { GrowthWatch } from "../../../src/run/growthWatch.ts";

const start = Date.UTC(2026, 0, 1);
const none = new Float64Array(0);

describe("GrowthWatch", () => {
  it("turns a log stalled by time alone, and live again as it grows", () => {
    const growth = new GrowthWatch();
    [0, 10, 20, 30].forEach((second) => growth.grew(start + 1_000 * second));
    expect(growth.mark(none, start + 60_000)).toBe("live");
    expect(growth.mark(none, start + 61_000)).toBe("stalled");
    growth.grew(start + 62_000);
    expect(growth.mark(none, start + 63_000)).toBe("live");
    expect(growth.last).toBe(start + 62_000);
  });

  it("follows a log whose pace changes", () => {
    const growth = new GrowthWatch();
    let now = start;
    for (let i = 0; i < 20; i += 1) {
      growth.grew((now += 1_000));
    }
    for (let i = 0; i < 20; i += 1) {
      growth.grew((now += 100_000));
    }
    expect(growth.mark(none, now + 299_000)).toBe("live");
  });

  it("believes the log's own clock as long as it was not watched", () => {
    const growth = new GrowthWatch();
    growth.grew(start);
    const tenMinutes = Float64Array.of(0, 600, 1_200, 1_800, 2_400);
    expect(growth.mark(tenMinutes, start + 25 * 60_000)).toBe("live");
    expect(growth.mark(none, start + 25 * 60_000)).toBe("stalled");
  });
});
