import { expect, it } from "vitest";
import { rootTicks } from "../../../../src/sweep/figures/rootTicks.ts";

it.each([2, 7.3, 160, 12_000])("ticks of a root axis to %d are round, and even on it", (most) => {
  const ticks = rootTicks(most);
  expect(ticks[0]).toBe(0);
  expect(ticks.every((tick) => Number(tick.toPrecision(1)) === tick)).toBe(true);
  // A number of one digit is at most a fifth off, and its root a tenth.
  ticks.forEach((tick, i) => expect(Math.abs(Math.sqrt(tick / most) - i / 4)).toBeLessThan(0.15));
  expect(ticks).toHaveLength(5);
});

it("leaves out what is the same number", () => {
  expect(rootTicks(0)).toEqual([0]);
});
