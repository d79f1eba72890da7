import { describe, expect, it } from "vitest";
import { counted, fixed, intervalText, ordinal, significant } from "../../../webview/shared/format.ts";

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
  it("write decimals, intervals, counts and ordinals", () => {
    expect(fixed(0.98042, 3)).toBe("0.980");
    expect(fixed(null, 3)).toBe("–");
    expect(intervalText([4.25, 5.5])).toBe("4.25 to 5.5");
    expect(counted(1, "record")).toBe("1 record");
    expect(counted(2, "record")).toBe("2 records");
    expect([1, 2, 3, 4, 11, 12, 13, 21, 111].map(ordinal).join(" ")).toBe("1st 2nd 3rd 4th 11th 12th 13th 21st 111th");
  });
});
