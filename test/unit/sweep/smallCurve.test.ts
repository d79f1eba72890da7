import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSmallCurveText, smallCurve, smallCurveOf, smallCurveText } from "../../../src/sweep/table/smallCurve.ts";
import { sparkHeight, sparkPath } from "../../../webview/model/sparkPath.ts";

/** The heights of a path's points, NaN for a gap. */
function heights(values: readonly number[]): number[] {
  return [...sparkPath(values).matchAll(/[ML][\d.]+ (-?[\d.]+)/g)].map(([, y]) => Number(y));
}

describe("the text of a small curve", () => {
  it("draws what its numbers draw, within half a pixel, on either axis and with gaps", () => {
    const value = fc.oneof(fc.double({ min: -5, max: 50, noNaN: true }), fc.constantFrom(NaN, Infinity, 0, 1e-3));
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 48 }), (values) => {
        const text = smallCurveText(values);
        expect(isSmallCurveText(text)).toBe(true);
        const [own, drawn] = [heights(values), heights(smallCurveOf(text))];
        expect(drawn).toHaveLength(own.length);
        own.forEach((height, i) => expect(Math.abs((drawn[i] ?? NaN) - height)).toBeLessThan(0.5));
      }),
    );
  });

  it("is short, tells a loss that falls, and is empty without a curve", () => {
    const t = Float64Array.from({ length: 500 }, (_, i) => i + 1);
    const values = smallCurve({ t, y: t.map((step) => step ** -0.5) });
    const text = smallCurveText(values);
    expect(text).toMatch(/^~[\w+*]{48}$/);
    expect(text.startsWith("~*")).toBe(true);
    expect(text.endsWith("0")).toBe(true);
    expect(heights(smallCurveOf(text)).at(-1)).toBeGreaterThan(sparkHeight / 2);
    expect([smallCurveText([]), smallCurveOf("")]).toEqual(["", []]);
  });

  it.each(["~", "x", "~<b>", `~${"0".repeat(49)}`, "_0 0"])("is no other text, such as %j", (text) => {
    expect(isSmallCurveText(text)).toBe(false);
  });
});
