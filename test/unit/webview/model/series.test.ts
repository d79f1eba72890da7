import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MinMax } from "../../../../webview/model/minMax.ts";
import { Series, type SeriesPoints } from "../../../../webview/model/series.ts";

const values = fc.array(fc.oneof({ weight: 8, arbitrary: fc.integer({ min: -50, max: 50 }) }, fc.constant(NaN)), {
  maxLength: 700,
});

/** Slow and obvious: a look at every value. */
function extremes(numbers: readonly number[]): readonly [number, number] | null {
  const finite = numbers.filter(Number.isFinite);
  return finite.length === 0 ? null : [Math.min(...finite), Math.max(...finite)];
}

describe("MinMax", () => {
  it("gives what a look at every value gives, also after the array was cut and went on", () => {
    fc.assert(
      fc.property(values, values, fc.tuple(fc.nat(), fc.nat(), fc.nat()), (first, second, [cut, a, b]) => {
        const kept = first.slice(0, cut % (first.length + 1));
        const all = [...kept, ...second];
        const minMax = new MinMax();
        minMax.update(Float64Array.from(first), 0);
        minMax.update(Float64Array.from(all), kept.length);
        const [from, to] = [a % (all.length + 1), b % (all.length + 1)].sort((one, other) => one - other);
        expect(minMax.within(from ?? 0, to ?? 0)).toEqual(extremes(all.slice(from, to)));
      }),
    );
  });
});

const points = (x: readonly number[], y: readonly number[]): SeriesPoints => ({
  x: Float64Array.from(x),
  y: Float64Array.from(y),
  rows: null,
});

/** Steps forward, with a fall back now and then as of a resumed run. */
const times = fc
  .array(fc.oneof({ weight: 20, arbitrary: fc.integer({ min: 0, max: 3 }) }, fc.integer({ min: -30, max: -1 })), {
    maxLength: 300,
  })
  .map((steps) => {
    let time = 40;
    return steps.map((step) => (time = Math.max(1, time + step)));
  });

describe("Series", () => {
  it("spans in every pixel column what the points in it span, whatever was run again", () => {
    fc.assert(
      fc.property(times, fc.constantFrom("linear", "log"), fc.integer({ min: 1, max: 60 }), (x, kind, width) => {
        const y = x.map((_, i) => ((i * 7919) % 101) - 50);
        const series = Series.of(points(x, y));
        const range = [5, 90] as const;
        const place = (at: number): number => (kind === "log" ? Math.log(at) : at);
        const columnOf = (at: number): number =>
          Math.min(
            Math.floor(((place(at) - place(range[0])) / (place(range[1]) - place(range[0]))) * width),
            width - 1,
          );
        for (const stretch of series.stretches()) {
          const { from, least, greatest } = series.columns(stretch, { range, kind, width });
          const found = Array.from({ length: width }, (_, column) => {
            const low = least[column - from] ?? NaN;
            return Number.isNaN(low) ? null : [low, greatest[column - from]];
          });
          const wanted: (readonly number[] | null)[] = Array.from({ length: width }, (_, column) =>
            extremes(
              y.filter(
                (_value, i) =>
                  i >= stretch.start &&
                  i < stretch.end &&
                  (x[i] ?? 0) >= range[0] &&
                  (x[i] ?? 0) <= range[1] &&
                  columnOf(x[i] ?? 0) === column,
              ),
            ),
          );
          // A point on a border may fall to either side of it by rounding: the whole is the same.
          expect(extremes(found.flatMap((one) => one ?? []).map(Number))).toEqual(
            extremes(wanted.flatMap((one) => one ?? [])),
          );
          expect(found.filter((one) => one !== null).length).toBeGreaterThanOrEqual(
            wanted.filter((one) => one !== null).length - 2,
          );
        }
      }),
    );
  });

  it("joins columns by their first and last values, those of many points as those of few", () => {
    const x = Array.from({ length: 1_000 }, (_, i) => (i < 900 ? i / 900 : i - 899));
    const y = x.map((_, i) => (i % 7 === 0 ? NaN : (i * 7919) % 101));
    const axis = { range: [0, 101], kind: "linear", width: 101 } as const;
    const series = Series.of(points(x, y));
    const { least, greatest, first, last } = series.columns({ start: 0, end: x.length }, { ...axis, ends: true });
    const wanted = Array.from(least, (_, column) =>
      y.filter((value, i) => Number.isFinite(value) && Math.min(Math.floor(x[i] ?? NaN), 100) === column),
    );
    expect(Array.from(least)).toEqual(wanted.map((values) => (values.length === 0 ? NaN : Math.min(...values))));
    expect(Array.from(greatest)).toEqual(wanted.map((values) => (values.length === 0 ? NaN : Math.max(...values))));
    expect(Array.from(first)).toEqual(wanted.map((values) => values[0] ?? NaN));
    expect(Array.from(last)).toEqual(wanted.map((values) => values.at(-1) ?? NaN));
    expect(series.columns({ start: 0, end: x.length }, axis).first).toHaveLength(0);
  });

  it("takes room for the columns of a stretch alone, of which a log that goes to and fro has thousands", () => {
    const series = Series.of(points([5, 6, 5.1, 6.1, 5.2], [1, 2, 3, 4, 5]));
    const axis = { range: [0, 10], kind: "linear", width: 1000 } as const;
    const columns = series.stretches().map((stretch) => series.columns(stretch, axis));
    expect(columns.map(({ from, least }) => [from, least.length])).toEqual([
      [500, 101],
      [510, 101],
      [520, 1],
    ]);
    const outside = series.columns({ start: 0, end: 2 }, { ...axis, range: [7, 10] });
    expect(outside.least).toHaveLength(0);
  });

  it("is after any appends what it is when all points come at once", () => {
    fc.assert(
      fc.property(times, fc.array(fc.nat(), { maxLength: 5 }), (x, cuts) => {
        const y = x.map((_, i) => (i % 17 === 3 ? NaN : i));
        const whole = Series.of(points(x, y));
        const grown = new Series();
        for (const end of [...cuts.map((cut) => cut % (x.length + 1)), x.length].sort((a, b) => a - b)) {
          grown.update(points(x.slice(0, end), y.slice(0, end)), grown.length);
        }
        expect([...grown.x]).toEqual([...whole.x]);
        expect(grown.stretches()).toEqual(whole.stretches());
        expect(grown.broken).toEqual(whole.broken);
        expect(grown.span).toEqual(whole.span);
        expect(grown.extremesWithin([10, 70])).toEqual(whole.extremesWithin([10, 70]));
      }),
    );
  });

  it("leaves out what has no place on the axis, and remembers the records of the rest", () => {
    const series = Series.of({
      x: Float64Array.of(NaN, 1, 2, NaN, 3),
      y: Float64Array.of(9, 8, 7, 6, 5),
      rows: Uint32Array.of(0, 4, 6, 8, 10),
    });
    expect([...series.y]).toEqual([8, 7, 5]);
    expect(series.nearest(2.9)).toBe(2);
    expect(series.rowAt(2)).toBe(10);
  });

  it("reads the last run of a place that was run again", () => {
    const series = Series.of(points([1, 2, 3, 2, 3, 4], [1, 2, 3, 20, 30, 40]));
    expect(series.y[series.nearest(2.1) ?? -1]).toBe(20);
    expect(series.extremesWithin([2, 2])).toEqual([2, 20]);
  });

  it("spans what an axis can show of its values", () => {
    const series = Series.of(points([1, 2, 3, 4], [-5, NaN, 8, 2]));
    expect(series.rangeWithin([3, 4], "log")?.[0]).toBeCloseTo(2, 0);
    const [low, high] = series.rangeWithin([1, 4], "log") ?? [NaN, NaN];
    expect([low > 1.5 && low < 2, high > 8 && high < 9]).toEqual([true, true]);
    expect(series.rangeWithin([1, 2], "log")).toBeNull();
    expect(series.rangeWithin([1, 4], "linear")?.[0]).toBeLessThan(-5);
  });

  it("shows of a logarithmic axis what is positive", () => {
    expect(Series.of(points([0, 0, 1, 5], [1, 1, 1, 1])).spanOn("log")).toEqual([1, 5]);
    expect(Series.of(points([-1, 0], [1, 1])).spanOn("log")).toBeNull();
    expect(Series.of(points([], [])).spanOn("linear")).toBeNull();
  });
});
