import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ClockChunk } from "../../../src/series/clock/clockChunk.ts";
import { DivergenceWatch } from "../../../src/series/divergence/divergenceWatch.ts";
import { GapStats } from "../../../src/contract/measure/gapStats.ts";

/** Losses that come down, go up for good, stay, spike and break off, as steps of a walk. */
const stretch = fc.record({
  length: fc.integer({ min: 1, max: 120 }),
  slope: fc.constantFrom(-0.05, -0.01, 0, 0.02, 0.2),
  noise: fc.constantFrom(0, 0.01, 0.3),
  odd: fc.constantFrom(NaN, Infinity, -Infinity, 50, 1, 1, 1, 1),
});

function losses(stretches: readonly (typeof stretch extends fc.Arbitrary<infer T> ? T : never)[]): Float64Array {
  let level = 5;
  const values = stretches.flatMap(({ length, slope, noise, odd }) =>
    Array.from({ length }, (_, at) => {
      level += slope;
      return at === 7 ? level * odd : level + noise * Math.sin(at * 12.9898 + length);
    }),
  );
  return Float64Array.from(values);
}

describe("values that are read at once", () => {
  it("tell of a divergence what they tell one by one, wherever they are cut", () => {
    let diverged = 0;
    fc.assert(
      fc.property(
        fc.array(stretch, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 1, max: 90 }),
        (parts, piece) => {
          const values = losses(parts);
          const [single, whole] = [new DivergenceWatch(), new DivergenceWatch()];
          values.forEach((value, row) => single.add(value, row));
          for (let at = 0; at < values.length; at += piece) {
            whole.addAll(values.subarray(at, at + piece), at);
            if (at + piece >= values.length) {
              expect(whole.diverged()).toEqual(single.diverged());
            }
          }
          diverged += single.diverged() === null ? 0 : 1;
        },
      ),
      { numRuns: 2000, seed: 1 },
    );
    expect(diverged).toBeGreaterThan(100);
  });

  it("give the intervals that they give one by one, whatever the clock does and whichever records hold them", () => {
    const record = fc.record({ tick: fc.constantFrom(1, 1, 1, 1, 1, 0, 2, 5), holds: fc.integer({ min: 0, max: 9 }) });
    fc.assert(
      fc.property(
        fc.array(record, { minLength: 1, maxLength: 300 }),
        fc.integer({ min: 1, max: 100 }),
        (records, most) => {
          // With few gaps in the column most of its runs are dense.
          const rows = Uint32Array.from(records.flatMap(({ holds }, row) => (holds > 0 ? [row] : [])));
          let now = 0;
          const clock = Float64Array.from(records, ({ tick }) => (now += tick));
          const [single, whole] = [new GapStats(0, -1), new GapStats(0, -1)];
          rows.forEach((row) => single.add(clock[row] ?? NaN, row));
          const chunk = new ClockChunk();
          let from = 0;
          while (chunk.end < records.length) {
            const count = Math.min(most, records.length - chunk.end);
            chunk.batches.set(clock.subarray(chunk.end, chunk.end + count));
            chunk.end += count;
            chunk.measure();
            const to = rows.findLastIndex((row) => row < chunk.end) + 1;
            whole.addAll({ clock: chunk.batches, even: chunk.evenBatches, firstRow: chunk.start, rows, from, to });
            from = to;
            chunk.clear();
          }
          const facts = (stats: GapStats): unknown => [
            stats.last,
            stats.intervals,
            stats.median(),
            stats.longest(now),
            stats.missing(now),
            stats.longerThan(2),
          ];
          expect(facts(whole)).toEqual(facts(single));
        },
      ),
      { numRuns: 1000 },
    );
  });
});
