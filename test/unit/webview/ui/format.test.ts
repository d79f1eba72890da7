import { describe, expect, it } from "vitest";
import {
  aligned,
  byInterval,
  fixed,
  intervalByItself,
  intervalText,
  significant,
} from "../../../../webview/ui/format.ts";

describe("significant", () => {
  it.each([
    [0.38259, "0.3826"],
    [19560, "19,560"],
    [0, "0"],
    [1.2e-7, "1.2e−7"],
    [-3.5, "−3.5"],
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
    expect(fixed(-0.04, 2)).toBe("−0.04");
    expect(intervalText([4.25, 5.5])).toBe("4.25 to 5.5");
  });

  it("write a value no finer than its interval, and both with as many decimals", () => {
    expect(byInterval([5.22, 5.262])(5.2417)).toBe("5.242");
    expect(intervalByItself([5.22, 5.262])).toBe("5.220 to 5.262");
    expect(intervalByItself([2.3456, 2.3461])).toBe("2.34560 to 2.34610");
    expect(byInterval([0.476, 0.531])(0.5)).toBe("0.500");
    expect(byInterval([1142, 3185])(1824.3)).toBe("1,824");
    expect(byInterval([-0.62, -0.5])(-0.55)).toBe("−0.55");
  });

  it("write what has no interval, or one that no decimals show, in significant digits", () => {
    expect(byInterval(null)(0.21932)).toBe("0.219");
    expect(byInterval([1, 1])(1)).toBe("1");
    expect(byInterval([1e-9, 3e-9])(2.25e-9)).toBe("2.25e−9");
    expect(byInterval([1e7, 2e7])(1.5e7)).toBe("1.5e7");
    expect(intervalByItself(null)).toBe("");
  });

  it("let the numbers of a column line up", () => {
    const texts = (values: readonly number[]): string[] => values.map(aligned(values));
    expect(texts([0.31, 2.5, 12])).toEqual(["0.3100", "2.5000", "12.0000"]);
    expect(texts([391, 19_550])).toEqual(["391", "19,550"]);
    expect(texts([1e-9, 1])).toEqual(["1e−9", "1"]);
    expect(aligned([])(null)).toBe("–");
  });
});
