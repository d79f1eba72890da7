import { describe, expect, test } from "vitest";
import { hasStopped, type StopSigns } from "../../../src/run/hasStopped.ts";

const minute = 60_000;
const written = 1.7e12;

/** A log of 1,000 records, written last at `written`, of which nothing else is known. */
const silent: StopSigns = { modified: written, born: null, records: 1000, seconds: new Float64Array(), watched: null };

function every(seconds: number, last: number): Float64Array {
  return Float64Array.from({ length: 30 }, (_, index) => last - seconds * (29 - index));
}

describe("a run has stopped", () => {
  test("ten minutes after its last record, where nothing says that it is slower", () => {
    expect(hasStopped(silent, written + 9 * minute)).toBe(false);
    expect(hasStopped(silent, written + 11 * minute)).toBe(true);
  });
  test("after twenty of its usual intervals: by its own time, by what was watched, by its age", () => {
    const slow = 3 * minute;
    const signs: readonly StopSigns[] = [
      { ...silent, seconds: every(180, 5000) },
      { ...silent, watched: { gaps: [slow, slow, slow], last: written } },
      { ...silent, born: written - 1000 * slow },
    ];
    for (const sign of signs) {
      expect(hasStopped(sign, written + 59 * minute)).toBe(false);
      expect(hasStopped(sign, written + 61 * minute)).toBe(true);
    }
  });
  test("by the time of day that it says itself: a copy of a log is younger than the log", () => {
    const old = { ...silent, seconds: every(1, written / 1000 - 86_400) };
    expect(hasStopped(old, written)).toBe(true);
    expect(hasStopped({ ...old, watched: { gaps: [100], last: written } }, written)).toBe(false);
  });
  test("not when the clock was set back", () => {
    expect(hasStopped(silent, written - 60 * minute)).toBe(false);
  });
});
