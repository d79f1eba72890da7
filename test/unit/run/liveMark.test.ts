import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { liveMark, usualInterval } from "../../../src/run/liveMark.ts";

const start = Date.UTC(2026, 0, 1);
const minute = 60_000;

describe("the mark of a log", () => {
  it("is live up to three times its usual interval", () => {
    const growth = { last: start, interval: 10_000 };
    expect(liveMark(growth, start + 30_000)).toBe("live");
    expect(liveMark(growth, start + 30_001)).toBe("stalled");
  });

  it("is stalled until half an hour, or until thirty of its intervals where those are longer", () => {
    expect(liveMark({ last: start, interval: 10_000 }, start + 30 * minute)).toBe("stalled");
    expect(liveMark({ last: start, interval: 10_000 }, start + 30 * minute + 1)).toBe("ended");
    expect(liveMark({ last: start, interval: 20 * minute }, start + 45 * minute)).toBe("live");
    expect(liveMark({ last: start, interval: 20 * minute }, start + 9 * 60 * minute)).toBe("stalled");
    expect(liveMark({ last: start, interval: 20 * minute }, start + 10 * 60 * minute + 1)).toBe("ended");
  });

  it("does not flicker where a log grows faster than it is looked at", () => {
    expect(liveMark({ last: start, interval: 50 }, start + 5_000)).toBe("live");
  });

  it("takes a log that was not seen to grow for live in its first two minutes", () => {
    expect(liveMark({ last: start, interval: null }, start + 2 * minute)).toBe("live");
    expect(liveMark({ last: start, interval: null }, start + 2 * minute + 1)).toBe("stalled");
  });

  it("is live where the file was written in the future", () => {
    expect(liveMark({ last: start + minute, interval: 1_000 }, start)).toBe("live");
  });

  it("only ever goes from live over stalled to ended as time goes by", () => {
    const order = ["live", "stalled", "ended"];
    fc.assert(
      fc.property(fc.nat(1e9), fc.nat(1e9), fc.option(fc.nat(1e8)), (a, b, interval) => {
        const ranks = [Math.min(a, b), Math.max(a, b)].map((still) =>
          order.indexOf(liveMark({ last: start, interval }, start + still)),
        );
        expect(ranks[0]).toBeLessThanOrEqual(ranks[1] ?? -1);
      }),
    );
  });
});

describe("the usual interval", () => {
  it("is the median of the gaps that were seen, which one long pause does not move", () => {
    expect(usualInterval([1_000, 60_000, 2_000], [])).toBe(2_000);
  });

  it("is not known from fewer than three gaps", () => {
    expect(usualInterval([1_000, 1_000], [])).toBeNull();
    expect(usualInterval([], [0.5, 0.5])).toBeNull();
  });

  it("is what the log says of its own pace until it was watched for a while", () => {
    expect(usualInterval([], [600, 600, 610])).toBe(600_000);
    expect(usualInterval([5_000, 5_000, 5_000], [600, 600, 600])).toBe(5_000);
  });

  it("is not made shorter by records that may have been written together", () => {
    expect(usualInterval([], [0.1, 0.1, 0.1])).toBe(40_000);
  });

  it("takes nothing from clocks that stand still, run back or log other units", () => {
    expect(usualInterval([], [0, 0, 0, -5, Number.NaN])).toBeNull();
    expect(usualInterval([], [1e6, 1e6, 1e6])).toBeNull();
  });
});
