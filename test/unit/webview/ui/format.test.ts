import { describe, expect, it } from "vitest";
import { digitsOf, fixed, intervalText, significant } from "../../../../webview/ui/format.ts";

describe("significant", () => {
  it.each([
    [0.38259, "0.3826"],
    [19560, "19,560"],
    [0, "0"],
    [1.2e-7, "1.2e-7"],
    [2.5e9, "2.5e9"],
    [1e12, "1e12"],
    [1.23456e20, "1.235e20"],
    [null, "–"],
    [NaN, "–"],
  ])("writes %s as %s", (value, text) => {
    expect(significant(value)).toBe(text);
  });
});

describe("the other formats", () => {
  it("write decimals and intervals", () => {
    expect(fixed(0.98042, 3)).toBe("0.980");
    expect(fixed(null, 3)).toBe("–");
    expect(fixed(-0.0004, 3)).toBe("0.000");
    expect(fixed(-0.04, 2)).toBe("-0.04");
    expect(intervalText([4.25, 5.5])).toBe("4.25 to 5.5");
  });

  it("give an interval the digits that tell its ends apart", () => {
    expect(intervalText([2.3456, 2.3461], digitsOf([2.3456, 2.3461]))).toBe("2.3456 to 2.3461");
    expect(digitsOf([0.2, 0.9])).toBe(3);
    expect(digitsOf([1, 1])).toBe(3);
    expect(digitsOf([1, 1 + 1e-12])).toBe(7);
    expect(digitsOf(null)).toBe(3);
  });
});
