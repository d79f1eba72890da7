import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nameOrder } from "../../../../src/editor/tree/nameOrder.ts";

const sorted = (names: readonly string[]): readonly string[] => [...names].sort(nameOrder());

describe("the order of names", () => {
  test("counts numbers as numbers, decimals and powers of ten too", () => {
    const names = ["lr0.01-wd0", "lr0.01-wd0.0005", "lr0.03-wd0", "lr0.1-wd0", "lr0.1-wd0.005"];
    expect(sorted([...names].reverse())).toEqual(names);
    expect(sorted(["seed-10", "seed-2", "seed-1"])).toEqual(["seed-1", "seed-2", "seed-10"]);
    expect(sorted(["wd1e-3", "wd1e-4", "wd0"])).toEqual(["wd0", "wd1e-4", "wd1e-3"]);
  });
  test("puts a name before those that go on from it, and takes large and small letters as the same", () => {
    expect(sorted(["Run-b", "run-a", "run", "run-a2"])).toEqual(["run", "run-a", "run-a2", "Run-b"]);
  });
  test("is an order: whichever way names come, they end the same", () => {
    const name = fc.stringMatching(/^[ab0-2.e-]{0,6}$/);
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), (names) => {
        expect(sorted([...names].reverse())).toEqual(sorted(names));
      }),
    );
  });
});
