import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { activityOf, lastGrowth, thresholds, type GrowthSigns } from "../../../src/run/activity.ts";
import { GrowthWatch } from "../../../src/run/growthWatch.ts";

const second = 1_000;
const minute = 60_000;
const written = 1.7e12;

/** A log of 1,000 records, written last at `written`, of which nothing else is known. */
const silent: GrowthSigns = {
  modified: written,
  born: null,
  records: 1000,
  seconds: new Float64Array(),
  watched: null,
};

/** The same, having been seen to grow by a regular interval in milliseconds. */
function watched(interval: number): GrowthSigns {
  return { ...silent, watched: { gaps: [interval, interval, interval], last: written } };
}

function every(seconds: number, last: number): Float64Array {
  return Float64Array.from({ length: 30 }, (_, index) => last - seconds * (29 - index));
}

/** When a log turns, in milliseconds after `written`: the last moment before it is stalled, and before it is over. */
function turns(signs: GrowthSigns, stalledAfter: number, overAfter: number): void {
  expect(activityOf(signs, written + stalledAfter)).toBe("live");
  expect(activityOf(signs, written + stalledAfter + 1)).toBe(stalledAfter < overAfter ? "stalled" : "over");
  expect(activityOf(signs, written + overAfter)).not.toBe("over");
  expect(activityOf(signs, written + overAfter + 1)).toBe("over");
}

describe("a log turns stalled, and over", () => {
  test("after two and ten minutes, where nothing says how often it grows", () => {
    turns(silent, 2 * minute, 10 * minute);
  });
  test("after three and twenty of the intervals that were watched, but not over under ten minutes", () => {
    turns(watched(10 * second), 30 * second, 10 * minute);
    turns(watched(30 * second), 90 * second, 10 * minute);
    turns(watched(3 * minute), 9 * minute, 60 * minute);
    turns(watched(20 * minute), 60 * minute, 400 * minute);
  });
  test("not stalled within six seconds, where it grows faster than it is polled", () => {
    turns(watched(50), 6 * second, 10 * minute);
  });
  test("by its own clock as long as it was not watched, and by the age of its file where it has none", () => {
    turns({ ...silent, seconds: every(180, 5000) }, 9 * minute, 60 * minute);
    turns({ ...silent, born: written - 1000 * 3 * minute }, 9 * minute, 60 * minute);
    turns({ ...watched(10 * second), seconds: every(180, 5000) }, 30 * second, 10 * minute);
  });
  test("not sooner for records that may have been written together", () => {
    turns({ ...silent, seconds: every(0.1, 5000) }, 2 * minute, 10 * minute);
  });
  test("by nothing from clocks that stand still, run back or log other units, nor from two gaps", () => {
    for (const seconds of [
      Float64Array.of(5, 5, 5, 5, 1, Number.NaN),
      every(1e6, 3e7),
      Float64Array.of(0, 600, 1_200),
    ]) {
      turns({ ...silent, seconds }, 2 * minute, 10 * minute);
    }
  });
  test("by the median of the gaps, which one long pause does not move", () => {
    const signs = { ...silent, watched: { gaps: [10 * second, 60 * minute, 20 * second], last: written } };
    turns(signs, 60 * second, 10 * minute);
  });
  test("never when the clock was set back", () => {
    expect(activityOf(silent, written - 60 * minute)).toBe("live");
  });
});

describe("the last growth of a log", () => {
  test("is the time of day that it says itself: a copy of a log is younger than the log", () => {
    const old = { ...silent, seconds: every(1, written / 1000 - 86_400) };
    expect(lastGrowth(old, written)).toBe(written - 86_400_000);
    expect(activityOf(old, written)).toBe("over");
  });
  test("is a growth that was watched, whatever the log says", () => {
    const signs = { ...silent, seconds: every(1, written / 1000 - 86_400), watched: { gaps: [100], last: written } };
    expect(lastGrowth(signs, written)).toBe(written);
  });
  test("is not a time that is still to come", () => {
    expect(lastGrowth({ ...silent, seconds: every(1, written / 1000 + 86_400) }, written)).toBe(written);
  });
});

test("a log only ever goes from live over stalled to over as time goes by", () => {
  const order = ["live", "stalled", "over"];
  const growth = fc.record({
    gaps: fc.array(fc.nat(1e8), { maxLength: 6 }),
    born: fc.option(fc.nat(1e9).map((age) => written - age)),
    seconds: fc.array(fc.double({ min: 0, max: 2e9 }), { maxLength: 25 }),
  });
  fc.assert(
    fc.property(fc.nat(1e10), fc.nat(1e10), growth, (a, b, { gaps, born, seconds }) => {
      const signs: GrowthSigns = {
        ...{ ...silent, born, seconds: Float64Array.from(seconds) },
        watched: gaps.length === 0 ? null : { gaps, last: written },
      };
      const [early, late] = [Math.min(a, b), Math.max(a, b)].map((idle) =>
        order.indexOf(activityOf(signs, written + idle)),
      );
      // The log's own time may come into the past between the two moments; no growth is older for that.
      expect(early).toBeLessThanOrEqual(late ?? -1);
    }),
  );
});

test("each threshold of `over` is beyond that of `stalled`, so that no run is over before it is stalled", () => {
  const { stalled, over } = thresholds;
  for (const key of ["intervals", "watched", "unwatched"] as const) {
    expect(over[key]).toBeGreaterThan(stalled[key]);
  }
});

describe("GrowthWatch", () => {
  it("follows a log whose pace changes", () => {
    const growth = new GrowthWatch();
    let now = written;
    const grow = (gap: number): void => Array.from({ length: 20 }).forEach(() => growth.grew((now += gap)));
    grow(second);
    grow(100 * second);
    expect(activityOf({ ...silent, watched: growth.watched }, now + 299 * second)).toBe("live");
    expect(activityOf({ ...silent, watched: growth.watched }, now + 301 * second)).toBe("stalled");
  });

  it("takes what it is told first for a growth that nobody watched", () => {
    const growth = new GrowthWatch();
    growth.grew(written);
    expect([growth.last, growth.watched]).toEqual([written, null]);
    growth.grew(written + second);
    expect(growth.watched).toEqual({ gaps: [second], last: written + second });
  });
});
