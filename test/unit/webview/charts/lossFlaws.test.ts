import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Series } from "../../../../webview/model/series.ts";
import { repeatedStretches } from "../../../../webview/charts/repeatedStretches.ts";

const series = (x: number[]): Series =>
  Series.of({ x: Float64Array.from(x), y: new Float64Array(x.length).fill(1), rows: null });

describe("repeatedStretches", () => {
  it("is empty while x rises or stands still", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(3)), (steps) => {
        let time = 0;
        expect(repeatedStretches(series(steps.map((step) => (time += step))))).toEqual([]);
      }),
    );
  });

  it("goes from the checkpoint to where the run had come", () => {
    expect(repeatedStretches(series([1, 2, 3, 4, 5, 3, 4, 5, 6]))).toEqual([[3, 5]]);
  });

  it("joins stretches that touch and keeps apart those that do not", () => {
    expect(repeatedStretches(series([1, 2, 3, 2, 3, 1, 2, 3, 4, 8, 9, 7, 8, 9, 10]))).toEqual([
      [1, 3],
      [7, 9],
    ]);
  });
});
