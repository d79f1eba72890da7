import { describe, expect, test } from "vitest";
import { countOf, grouped, listed, measured } from "../../../../src/contract/texts/sentences.ts";

describe("numbers in sentences", () => {
  test.each([
    [0, "0"],
    [999, "999"],
    [1000, "1,000"],
    [1234567, "1,234,567"],
    [-12345, "-12,345"],
    [99.6, "100"],
  ])("%d is %s as a count", (count, text) => {
    expect(grouped(count)).toBe(text);
  });
  test.each([
    [0.123456, "0.1235"],
    [12345, "12,345"],
    [1.5e-9, "1.5e-9"],
    [Number.NaN, "NaN"],
    [Number.NEGATIVE_INFINITY, "-Infinity"],
  ])("%d is %s as a measure", (value, text) => {
    expect(measured(value)).toBe(text);
  });
  test("agree with their nouns", () => {
    expect([countOf(1, "batch", "batches"), countOf(2000, "batch", "batches")]).toEqual(["1 batch", "2,000 batches"]);
  });
  test("are listed, the rest being counted", () => {
    expect([listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])]).toEqual(["a", "a and b", "a, b and c"]);
    expect(listed(["a", "b", "c", "d"], 3)).toBe("a, b and 2 more");
  });
});
