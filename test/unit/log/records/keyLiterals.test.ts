import { describe, expect, it } from "vitest";
import { KeyLiterals } from "../../../../src/log/records/keyLiterals.ts";

describe("the literals of keys", () => {
  it("are noted once for each object", () => {
    const literals = new KeyLiterals();
    expect(literals.note(0, 0, '"loss"')).toBe(true);
    expect(literals.note(0, 0, '"loss"')).toBe(false);
    expect(literals.note(1, 1, '"loss"')).toBe(true);
    expect(literals.all.map(({ object, name, text }) => [object, name, text])).toEqual([
      [0, 0, '"loss"'],
      [1, 1, '"loss"'],
    ]);
  });

  it("have other hashes in other objects, or for other texts of the same length", () => {
    const literals = new KeyLiterals();
    literals.note(0, 0, '"loss"');
    literals.note(1, 1, '"loss"');
    literals.note(0, 2, '"lose"');
    expect(new Set(literals.all.map(({ hash }) => hash)).size).toBe(3);
  });

  it("count bytes, and are filled up with zeros to whole blocks of sixteen", () => {
    const literals = new KeyLiterals();
    literals.note(0, 0, '"ä"');
    literals.note(0, 1, `"${"k".repeat(15)}"`);
    expect(literals.all.map(({ length }) => length)).toEqual([4, 17]);
    expect(literals.all.map(({ words }) => words.length)).toEqual([4, 8]);
    expect([...(literals.all[0]?.words ?? [])]).toEqual([0x22a4c322, 0, 0, 0]);
  });

  it("are noted of a name up to 32, and of no spelling that is thousands of characters long", () => {
    const literals = new KeyLiterals();
    const noted = Array.from({ length: 40 }, (_, spelling) => literals.note(0, 0, `"spelling ${spelling}"`));
    expect(noted.filter(Boolean)).toHaveLength(32);
    expect(literals.note(0, 1, `"${"k".repeat(8_190)}"`)).toBe(true);
    expect(literals.note(0, 2, `"${"k".repeat(8_191)}"`)).toBe(false);
  });

  it("are known where they were taken up", () => {
    const [first, second] = [new KeyLiterals(), new KeyLiterals()];
    first.note(0, 0, '"loss"');
    first.note(2, 1, '"loss"');
    second.takeUp(structuredClone(first.all));
    expect(second.all).toEqual(first.all);
    expect(second.note(2, 1, '"loss"')).toBe(false);
    expect(second.note(1, 2, '"loss"')).toBe(true);
    expect(first.all).toHaveLength(2);
  });
});
