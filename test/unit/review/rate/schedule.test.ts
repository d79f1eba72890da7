import { describe, expect, it } from "vitest";
import { scheduleOf } from "../../../../src/review/rate/schedule.ts";

const end = 60;

/** Of a rate whose course is given over its part of the run behind a warm-up of 5, logged up to `until`. */
function named(after: (part: number) => number, { warmUp = 5, until = end } = {}): ReturnType<typeof scheduleOf> {
  const t = Float64Array.from({ length: 4 * until }, (_, i) => (i + 1) / 4);
  const y = t.map((time) => (time < warmUp ? time / warmUp : after((time - warmUp) / (end - warmUp))));
  return scheduleOf({ t, y }, []);
}

const courses: Readonly<Record<string, (part: number) => number>> = {
  constant: () => 1,
  cosine: (part) => 0.1 + 0.45 * (1 + Math.cos(Math.PI * part)),
  linear: (part) => 1 - part,
  constantThenLinear: (part) => Math.min(1, (1 - part) / 0.4),
  other: (part) => 1 / (1 + 20 * part),
};

describe("the schedule of a learning rate", () => {
  it.each(Object.entries(courses))("is named from its values: %s", (course, of) => {
    expect(named(of)).toMatchObject({ course, warmUpEnd: 5 });
    expect(named(of, { warmUp: 0 })).toMatchObject({ course, warmUpEnd: null });
    expect(named(of, { until: 50 })?.course).toBe(course);
  });

  it("is named where the rate is finely logged, its last hundredth still to rise when the warm-up counts as over", () => {
    const t = Float64Array.from({ length: 6000 }, (_, i) => (i + 1) / 100);
    const y = t.map((time) => (time < 5 ? time / 5 : 0.5 * (1 + Math.cos((Math.PI * (time - 5)) / 55))));
    expect(scheduleOf({ t, y }, [])?.course).toBe("cosine");
  });

  it("says until when the rate was constant", () => {
    expect(named(courses["constantThenLinear"] ?? (() => NaN))?.constantUntil).toBeCloseTo(38, 0);
  });

  it("is one of drops where there are any, and none without a rate", () => {
    const t = Float64Array.from({ length: 40 }, (_, i) => i + 1);
    expect(scheduleOf({ t, y: t.map((time) => (time <= 20 ? 1 : 0.1)) }, [20])?.course).toBe("drops");
    expect(scheduleOf({ t: new Float64Array(), y: new Float64Array() }, [])).toBeNull();
  });
});
