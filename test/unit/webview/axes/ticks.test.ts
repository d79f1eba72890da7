import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { tickFormatter, ticksOf } from "../../../../webview/axes/ticks.ts";

describe("ticksOf", () => {
  it.each([
    [
      [0.9, 110],
      [1, 2, 5, 10, 20, 50, 100],
    ],
    [
      [0.7, 26_300],
      [1, 10, 100, 1_000, 10_000],
    ],
    [
      [0.03, 30],
      [0.03, 0.1, 0.3, 1, 3, 10, 30],
    ],
    // Both ends have a label close by.
    [
      [0.28, 2.6],
      [0.3, 0.4, 0.5, 0.6, 0.8, 1, 2],
    ],
    [
      [3.15, 9.3],
      [3.5, 4, 5, 6, 7, 8, 9],
    ],
    [
      [0.12, 55],
      [0.2, 0.5, 1, 2, 5, 10, 20, 50],
    ],
  ] as const)("labels the logarithmic axis %j", (range, ticks) => {
    expect(ticksOf(range, "log")).toEqual(ticks);
  });

  it("labels a narrow axis evenly, as a linear one", () => {
    expect(ticksOf([3.2, 3.38], "log")).toEqual([3.2, 3.25, 3.3, 3.35]);
    expect(ticksOf([0, 0.7], "linear")).toEqual([0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
  });

  it("keeps to the number that a low chart has room for, 0 among them", () => {
    expect(ticksOf([-0.35, 1], "linear", 5)).toEqual([0, 0.5, 1]);
    expect(ticksOf([0.28, 2.6], "log", 3)).toEqual([0.5, 1, 2]);
  });

  it("labels places that are the doubles their texts are read as", () => {
    fc.assert(
      fc.property(fc.double({ min: -28, max: 28, noNaN: true }), fc.double({ min: 0.1, max: 3 }), (from, powers) => {
        for (const tick of ticksOf([10 ** from, 10 ** (from + powers)], "log")) {
          expect(tick).toBe(Number(tick.toPrecision(12)));
        }
      }),
    );
  });

  it("keeps within any range, in order, and to a number that has room", () => {
    const number = fc.double({ min: 1e-30, max: 1e30, noNaN: true });
    fc.assert(
      fc.property(number, number, fc.constantFrom("log", "linear"), (a, b, kind) => {
        const range = [Math.min(a, b), Math.max(a, b)] as const;
        const ticks = ticksOf(range, kind);
        expect(ticks.length).toBeLessThan(20);
        ticks.forEach((tick, i) => {
          expect(tick).toBeGreaterThanOrEqual(range[0] * (1 - 1e-9));
          expect(tick).toBeLessThanOrEqual(range[1] * (1 + 1e-9));
          expect(i === 0 || tick > (ticks[i - 1] ?? NaN)).toBe(true);
        });
      }),
    );
  });

  it("has none where there is no range", () => {
    expect(ticksOf([1, 1], "linear")).toEqual([]);
    expect(ticksOf([1, Infinity], "linear")).toEqual([]);
  });
});

describe("the words of ticks", () => {
  it("differ from each other however narrow the axis is", () => {
    const low = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
    const width = fc.double({ min: 1e-8, max: 1, noNaN: true });
    fc.assert(
      fc.property(low, width, fc.constantFrom("log", "linear"), (from, part, kind) => {
        const ticks = ticksOf([from, from * (1 + part)], kind);
        expect(new Set(ticks.map(tickFormatter(ticks))).size).toBe(ticks.length);
      }),
    );
  });

  it("are no longer than they need to be", () => {
    expect([19_540, 19_542, 19_544].map(tickFormatter([19_540, 19_542, 19_544]))).toEqual([
      "19,540",
      "19,542",
      "19,544",
    ]);
    expect([0, 0.5, 1].map(tickFormatter([0, 0.5, 1]))).toEqual(["0", "0.5", "1"]);
    expect([0, 5e-5, 1e-4].map(tickFormatter([0, 5e-5, 1e-4]))).toEqual(["0", "5e−5", "1e−4"]);
    expect([-0.2, 0].map(tickFormatter([-0.2, 0]))).toEqual(["−0.2", "0"]);
    expect([1e12, 3e12].map(tickFormatter([1e12, 3e12]))).toEqual(["1e12", "3e12"]);
  });
});
