import { describe, expect, it } from "vitest";
import { ReadingPace } from "../../../../src/cli/runs/readingPace.ts";

describe("how far the reading of logs is", () => {
  it("is said in runs, bytes and the time that the bytes left will take", () => {
    let now = 1000;
    const pace = new ReadingPace([3e6, 1e6, 96e6], () => now);
    expect(pace.text()).toBe("0 of 3 runs, 0.0 of 100.0 MB");
    now += 2000;
    pace.done(0);
    pace.done(1);
    expect(pace.text()).toBe("2 of 3 runs, 4.0 of 100.0 MB, about 48 s left");
    now += 10_000;
    expect(pace.text()).toBe("2 of 3 runs, 4.0 of 100.0 MB, about 5 min left");
    pace.done(2);
    expect(pace.text()).toBe("3 of 3 runs, 100.0 of 100.0 MB, about 0 s left");
  });

  it("is said of logs without a byte", () => {
    const pace = new ReadingPace([0], () => 5);
    pace.done(0);
    expect(pace.text()).toBe("1 of 1 runs, 0.0 of 0.0 MB");
  });
});
