import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareNames, inNameOrder, nameKey } from "../../src/nameOrder.ts";

const sorted = (names: readonly string[]): readonly string[] => [...names].sort(compareNames);

describe("the order of names", () => {
  test("counts numbers as numbers, decimals and powers of ten too", () => {
    const names = ["lr0.01-wd0", "lr0.01-wd0.0005", "lr0.03-wd0", "lr0.1-wd0", "lr0.1-wd0.005"];
    expect(sorted([...names].reverse())).toEqual(names);
    expect(sorted(["seed-10", "seed-2", "seed-1"])).toEqual(["seed-1", "seed-2", "seed-10"]);
    expect(sorted(["wd1e-3", "wd1e-4", "wd0"])).toEqual(["wd0", "wd1e-4", "wd1e-3"]);
    expect(sorted(["n9007199254740993", "n9007199254740992"])[0]).toBe("n9007199254740992");
  });

  test("puts a name before those that go on from it, and takes large letters and accents as small plain ones", () => {
    expect(sorted(["Run-b", "run-a", "run", "run-a2"])).toEqual(["run", "run-a", "run-a2", "Run-b"]);
    expect(sorted(["zoo", "Öfen", "oz", "élan", "ende"])).toEqual(["élan", "ende", "Öfen", "oz", "zoo"]);
    expect(nameKey("Öl")).toBe(nameKey("ol"));
    expect(sorted(["run-a\n1", "run\n2", "run\n1"])).toEqual(["run\n1", "run\n2", "run-a\n1"]);
  });

  test("is the Unicode collation's where numbers are whole", () => {
    const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
    const name = fc.string({
      unit: fc.constantFrom("a", "B", "z", "0", "1", "9", "_", "-", "/", " ", "=", "~", "("),
      maxLength: 8,
    });
    const sign = (one: string, other: string): number => Math.sign(collator.compare(one, other));
    // A power of ten is a number here, and two numbers in a row to the collation.
    const isPlain = (text: string): boolean => !/\de/i.test(text);
    fc.assert(
      fc.property(name.filter(isPlain), name.filter(isPlain), (one, other) => {
        fc.pre(sign(one, other) !== 0);
        expect(Math.sign(compareNames(one, other))).toBe(sign(one, other));
      }),
      { numRuns: 5_000 },
    );
  });

  test("is an order: whichever way names come, they end the same", () => {
    const name = fc.oneof(fc.stringMatching(/^[ab0-2.e-]{0,6}$/), fc.string({ unit: "grapheme", maxLength: 6 }));
    fc.assert(
      fc.property(fc.array(name, { maxLength: 8 }), (names) => {
        expect(sorted([...names].reverse())).toEqual(sorted(names));
        expect(inNameOrder(names, (one) => one)).toEqual(sorted(names));
      }),
    );
  });
});
