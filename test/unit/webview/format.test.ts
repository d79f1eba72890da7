import { describe, expect, it } from "vitest";
import { fixed, intervalText, significant } from "../../../webview/shared/format.ts";

describe("significant", () => {
  it.each([
    [0.38259, "0.3826"],
    [19560, "19,560"],
    [0, "0"],
    [1.2e-7, "1.200e-7"],
    [2.5e9, "2.500e9"],
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
    expect(intervalText([4.25, 5.5])).toBe("4.25 to 5.5");
  });
});
