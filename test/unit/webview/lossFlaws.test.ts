import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nonFiniteTimes, repeatedStretches } from "../../../webview/run/lossFlaws.ts";

const points = (t: number[], y = t): { t: Float64Array; y: Float64Array } => ({
  t: Float64Array.from(t),
  y: Float64Array.from(y),
});

describe("nonFiniteTimes", () => {
  it("gives the times of NaN and infinities alone", () => {
    expect(nonFiniteTimes(points([1, 2, 3, 4], [0.5, NaN, Infinity, 0]))).toEqual([2, 3]);
  });
});

describe("repeatedStretches", () => {
  it("finds none in a run that never went back, however often a time is logged", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 })), (steps) => {
        let time = 0;
        expect(repeatedStretches(points(steps.map((step) => (time += step))))).toEqual([]);
      }),
    );
  });

  it("goes from the checkpoint to where the run had come", () => {
    expect(repeatedStretches(points([1, 2, 3, 4, 5, 3, 4, 5, 6]))).toEqual([[3, 5]]);
  });

  it("joins stretches that touch and keeps apart those that do not", () => {
    expect(repeatedStretches(points([1, 2, 3, 2, 3, 1, 2, 3, 4, 8, 9, 7, 8, 9, 10]))).toEqual([
      [1, 3],
      [7, 9],
    ]);
  });
});
