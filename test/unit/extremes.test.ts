import { describe, expect, it } from "vitest";
import { addAll, greatest, least } from "../../src/extremes.ts";
import { akaikeWeights } from "../../src/numerics/models/akaikeWeights.ts";
import { sparkPath } from "../../webview/model/sparkPath.ts";

const many = Array.from({ length: 300_000 }, (_, i) => (i * 7919) % 300_007);

describe("the least and the greatest of any number of values", () => {
  it("are those of a short list, with NaN and an empty one as Math has them", () => {
    for (const values of [[], [3], [2, -5, 7], [0, NaN, 1], [-0, 0]]) {
      expect([least(values), greatest(values)]).toEqual([Math.min(...values), Math.max(...values)]);
    }
  });

  it("are found in more values than a call takes as arguments", () => {
    const sorted = many.toSorted((a, b) => a - b);
    expect([least(many), greatest(many)]).toEqual([sorted.at(0), sorted.at(-1)]);
    expect(least(new Set(many))).toBe(sorted.at(0));
  });

  it("are added to a list however many there are", () => {
    const list = [1];
    addAll(list, many);
    expect(list).toEqual([1, ...many]);
  });
});

describe("what takes a list from a log", () => {
  it("survives a list of 300,000", () => {
    expect(akaikeWeights(many).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
    expect(sparkPath(many)).toMatch(/^M/);
  });
});
