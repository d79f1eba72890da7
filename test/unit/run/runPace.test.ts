import { describe, expect, it } from "vitest";
import { expectedEnd, recordsPerMinute } from "../../../src/run/runPace.ts";

const none = new Float64Array(0);
const every = (seconds: number, count: number, from = 0): Float64Array =>
  Float64Array.from({ length: count }, (_, i) => from + i * seconds);

describe("recordsPerMinute", () => {
  it("is read off the log's own times", () => {
    expect(recordsPerMinute({ records: 100, seconds: every(2, 100), growths: [] })).toBeCloseTo(30, 10);
  });

  it("counts the records that hold no time", () => {
    expect(recordsPerMinute({ records: 400, seconds: every(2, 100), growths: [] })).toBeCloseTo(120, 10);
  });

  it("is what it is now, not what it was before the run was resumed", () => {
    const [slow, fast] = [every(60, 50), every(1, 50, 1e6)];
    const seconds = Float64Array.from([...slow, ...fast]);
    expect(recordsPerMinute({ records: 100, seconds, growths: [] })).toBeCloseTo(60, 10);
    // A clock that starts again at 0, as that of a run which counts from its own start.
    const again = Float64Array.from([...every(60, 50), ...every(1, 50)]);
    expect(recordsPerMinute({ records: 100, seconds: again, growths: [] })).toBeCloseTo(60, 10);
  });

  it("is that of the growths that were watched where the log says no time", () => {
    const growths = Array.from({ length: 6 }, (_, i) => ({ time: 1e12 + 10_000 * i, records: 5 * i }));
    expect(recordsPerMinute({ records: 25, seconds: none, growths })).toBeCloseTo(30, 10);
    expect(recordsPerMinute({ records: 25, seconds: none, growths: growths.slice(0, 4) })).toBeNull();
  });

  it("is not known of a log whose times stand still", () => {
    expect(recordsPerMinute({ records: 9, seconds: new Float64Array(9).fill(5), growths: [] })).toBeNull();
    expect(recordsPerMinute({ records: 9, seconds: new Float64Array(9).fill(NaN), growths: [] })).toBeNull();
  });
});

describe("expectedEnd", () => {
  const loss = { t: every(0.01, 1001), y: new Float64Array(1001).fill(1) };
  const plan = { planned: 30, perMinute: 100, lastGrowth: 1e12 };

  it("is when the planned epochs are done at the pace of now", () => {
    // Twenty epochs of a hundred losses are left, at a hundred records per minute.
    expect(expectedEnd({ loss }, 1001, plan)).toBeCloseTo(1e12 + 20 * 60_000, -1);
  });

  it("allows for records without a loss", () => {
    expect(expectedEnd({ loss }, 2002, plan)).toBeCloseTo(1e12 + 40 * 60_000, -1);
  });

  it("is not known of a run that is there, goes back or has hardly begun", () => {
    expect(expectedEnd({ loss }, 1001, { ...plan, planned: 10 })).toBeNull();
    expect(expectedEnd({ loss: { ...loss, t: loss.t.toReversed() } }, 1001, plan)).toBeNull();
    expect(expectedEnd({ loss: { t: every(1, 3), y: every(1, 3) } }, 3, plan)).toBeNull();
    expect(expectedEnd({ loss: { t: none, y: none } }, 0, plan)).toBeNull();
  });
});
