import { expect, it } from "vitest";
import { inLines } from "../../../../src/sweep/figures/legendLines.ts";

it("goes on in a new line where an entry does not fit, the last line at the frame", () => {
  const { places, height } = inLines([40, 40, 40], { width: 100, start: 20 });
  expect(places.map(({ x }) => x)).toEqual([20, 60, 0]);
  const [first, second, third] = places.map(({ dy }) => dy);
  expect(first).toBe(second);
  expect(third).toBeGreaterThan(first ?? NaN);
  expect(third).toBeLessThan(0);
  expect(first).toBeGreaterThan(-height);
});

it("gives an entry that is wider than all the room a line of its own", () => {
  expect(inLines([500, 10], { width: 100 }).places.map(({ x }) => x)).toEqual([0, 0]);
});

it("has a line for a title alone", () => {
  expect(inLines([], { width: 100 }).height).toBe(inLines([10], { width: 100 }).height);
});
