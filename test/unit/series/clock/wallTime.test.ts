import fc from "fast-check";
import { expect, it } from "vitest";
import { recordsPerMinute } from "../../../../src/run/runPace.ts";
import { readRoles } from "../../../../src/series/roles/roles.ts";
import { wallColumn } from "../../../../src/series/clock/wallTime.ts";
import { convertText } from "../../log/support.ts";
import { tableOf } from "../../review/tableOf.ts";

function secondsOf(times: readonly number[]): number[] {
  return [...(wallColumn(tableOf(times.map((time) => ({ time }))), "time")?.values ?? [])];
}

it("reads wall time in seconds or milliseconds since 1970, and seconds since some start, as seconds", () => {
  expect(secondsOf([NaN, 1_785_000_000, 1_785_000_001.5])).toEqual([NaN, 1_785_000_000, 1_785_000_001.5]);
  expect(secondsOf([NaN, 1_785_000_000_000, 1_785_000_001_500])).toEqual([NaN, 1_785_000_000, 1_785_000_001.5]);
  expect(secondsOf([0.5, 1, 1e9])).toEqual([0.5, 1, 1e9]);
});

/** How programs write a moment; `ms`: since 1970. */
const spellings: Readonly<Record<string, (ms: number) => string>> = {
  seconds: (ms) => String(ms / 1000),
  milliseconds: (ms) => String(ms),
  "toISOString()": (ms) => JSON.stringify(new Date(ms).toISOString()),
  "isoformat() with a zone": (ms) => JSON.stringify(new Date(ms + 7_200_000).toISOString().replace("Z", "000+02:00")),
  "str(datetime) with a zone": (ms) =>
    JSON.stringify(new Date(ms).toISOString().replace("T", " ").replace("Z", "+00:00")),
};

it.each(Object.keys(spellings))("gives the same seconds, axis and pace for a log with its times as %s", (spelling) => {
  const write = spellings[spelling] ?? String;
  const gaps = fc.array(fc.integer({ min: 1, max: 90_000 }), { minLength: 6, maxLength: 40 });
  fc.assert(
    fc.property(gaps, fc.constantFrom("time", "timestamp", "datetime", "ts", "date"), (between, key) => {
      let now = 1_785_000_000_000;
      const moments = between.map((gap) => (now += gap));
      const text = moments.map((ms, i) => `{"step":${i},"loss":${1 / (i + 1)},"${key}":${write(ms)}}\n`).join("");
      const table = convertText(text).parser.table();
      expect(readRoles(table).time?.column).toBe(key);
      const seconds = wallColumn(table, key)?.values ?? new Float64Array();
      expect(seconds.length).toBe(moments.length);
      moments.forEach((ms, i) => expect(Math.abs((seconds[i] ?? NaN) - ms / 1000)).toBeLessThan(1e-6));
      const spent = ((moments.at(-1) ?? NaN) - (moments[0] ?? NaN)) / 60_000;
      const pace = recordsPerMinute({ records: moments.length, seconds, growths: [] }) ?? NaN;
      expect(pace * (spent / (moments.length - 1))).toBeCloseTo(1, 6);
    }),
    { numRuns: 50 },
  );
});
