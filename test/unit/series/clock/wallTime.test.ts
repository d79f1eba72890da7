import { expect, it } from "vitest";
import { wallColumn } from "../../../../src/series/clock/wallTime.ts";
import { tableOf } from "../../review/tableOf.ts";

function secondsOf(times: readonly number[]): number[] {
  return [...(wallColumn(tableOf(times.map((time) => ({ time }))), "time")?.values ?? [])];
}

it("reads wall time in seconds or milliseconds since 1970, and seconds since some start, as seconds", () => {
  expect(secondsOf([NaN, 1_785_000_000, 1_785_000_001.5])).toEqual([NaN, 1_785_000_000, 1_785_000_001.5]);
  expect(secondsOf([NaN, 1_785_000_000_000, 1_785_000_001_500])).toEqual([NaN, 1_785_000_000, 1_785_000_001.5]);
  expect(secondsOf([0.5, 1, 1e9])).toEqual([0.5, 1, 1e9]);
});
