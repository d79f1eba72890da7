import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  hull,
  movedInto,
  panned,
  partOf,
  rangeOf,
  valueAt,
  zoomed,
  type AxisKind,
  type Range,
} from "../../../../webview/axes/range.ts";

const kinds = fc.constantFrom<AxisKind>("log", "linear");
const ranges = fc
  .tuple(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), fc.double({ min: 1.1, max: 1e4, noNaN: true }))
  .map(([low, width]): Range => [low, low * width]);

describe("zoomed", () => {
  it("leaves the point that it zooms about where it is", () => {
    fc.assert(
      fc.property(ranges, kinds, fc.double({ min: 0, max: 1, noNaN: true }), (range, kind, part) => {
        const about = valueAt(range, kind, part);
        const closer = zoomed(range, kind, { factor: 0.5, about });
        expect(partOf(closer, kind, about)).toBeCloseTo(part, 6);
      }),
    );
  });

  it("is undone by its inverse", () => {
    fc.assert(
      fc.property(ranges, kinds, (range, kind) => {
        const about = valueAt(range, kind, 0.3);
        const back = zoomed(zoomed(range, kind, { factor: 0.5, about }), kind, { factor: 2, about });
        expect(back[0] / range[0]).toBeCloseTo(1, 6);
        expect(back[1] / range[1]).toBeCloseTo(1, 6);
      }),
    );
  });
});

describe("panned", () => {
  it("moves a linear range by a part of its width, a logarithmic one by a factor", () => {
    expect(panned([0, 10], "linear", 0.1)).toEqual([1, 11]);
    const [low, high] = panned([1, 100], "log", 0.5);
    expect(low).toBeCloseTo(10, 9);
    expect(high).toBeCloseTo(1000, 9);
  });
});

describe("movedInto", () => {
  it("moves a range into the whole and keeps its width on the axis", () => {
    fc.assert(
      fc.property(ranges, kinds, fc.double({ min: -3, max: 3, noNaN: true }), (whole, kind, part) => {
        const quarter: Range = [valueAt(whole, kind, 0.5), valueAt(whole, kind, 0.75)];
        const moved = movedInto(whole, panned(quarter, kind, part), kind);
        const [start, end] = [partOf(whole, kind, moved[0]), partOf(whole, kind, moved[1])];
        expect(end - start).toBeCloseTo(0.25, 6);
        expect(start).toBeGreaterThan(-1e-9);
        expect(end).toBeLessThan(1 + 1e-9);
      }),
    );
    expect(movedInto([1, 10], [0, 100], "linear")).toEqual([1, 10]);
  });
});

describe("hull", () => {
  it("holds all ranges there are", () => {
    expect(hull([[1, 2], null, [-3, 0]])).toEqual([-3, 2]);
    expect(hull([null])).toBeNull();
  });
});

describe("rangeOf", () => {
  it("spans what the axis can show, with a little room", () => {
    const values = Float64Array.from([-1, 0, NaN, 4, Infinity, 16]);
    const [low, high] = rangeOf("log", values) ?? [NaN, NaN];
    expect(low).toBeGreaterThan(3);
    expect(low).toBeLessThan(4);
    expect(high).toBeGreaterThan(16);
    expect(rangeOf("linear", values)?.[0]).toBeLessThan(-1);
  });

  it("has room about a single value, and is null without one", () => {
    expect(rangeOf("log", Float64Array.of(2))).toEqual([1, 4]);
    expect(rangeOf("linear", Float64Array.of(2))).toEqual([1, 3]);
    expect(rangeOf("log", Float64Array.of(-1, NaN))).toBeNull();
  });
});
