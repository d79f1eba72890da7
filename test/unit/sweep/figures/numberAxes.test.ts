import { afterEach, expect, it } from "vitest";
import { useLanguage } from "../../../../src/l10n.ts";
import { tickText } from "../../../../src/sweep/figures/numberAxes.ts";

afterEach(() => useLanguage({ tag: "en", texts: {} }));

const texts = (...ticks: number[]): readonly string[] => ticks.map((tick, i) => tickText(tick, i, ticks));

it("gives all ticks of an axis the same decimals", () => {
  expect(texts(0.4, 0.45, 0.5)).toEqual(["0.40", "0.45", "0.50"]);
  expect(texts(0, 2, 4)).toEqual(["0", "2", "4"]);
  expect(texts(1e-7, 2e-7)).toEqual(["0.0000001", "0.0000002"]);
  expect(tickText(2.5)).toBe("2.5");
});

it("knows a sum of steps from a tick of many digits", () => {
  expect(texts(0.1, 0.1 + 0.2)).toEqual(["0.1", "0.3"]);
});

it("has a real minus sign and groups of thousands", () => {
  expect(texts(-10_000, 0)).toEqual(["\u221210,000", "0"]);
  expect(texts(-0.5, 0)).toEqual(["\u22120.5", "0.0"]);
});

it("has the decimal sign of the language", () => {
  useLanguage({ tag: "de", texts: {} });
  expect(texts(0.5, 1)).toEqual(["0,5", "1,0"]);
});
