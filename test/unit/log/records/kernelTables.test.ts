import { describe, expect, it } from "vitest";
import {
  columnWord,
  childWord,
  lengthWord,
  literalWords,
  slotWord,
  textWord,
} from "../../../../src/log/kernel/layout.ts";
import { kernelTables } from "../../../../src/log/records/kernelTables.ts";
import { KeyLiterals } from "../../../../src/log/records/keyLiterals.ts";

describe("the tables of keys for the kernel", () => {
  it("lie one after the other, with room for what the kernel fills in", () => {
    const literals = new KeyLiterals();
    literals.note(0, 0, '"loss"');
    literals.note(0, 1, `"${"k".repeat(20)}"`);
    const tables = kernelTables({
      ...{ objects: 2, literals: literals.all },
      ...{ nameColumns: [1, -1], children: [-1, 1], slots: [-1, 0] },
    });
    expect(tables).toMatchObject({ objects: 2, literals: 2, names: 2, columns: 2, buckets: 8 });
    const texts = 2 + 2 * literalWords + 2 + 2 * 2 + 8;
    expect(tables.words).toHaveLength(texts + 4 + 8);
    const entries = [0, 1].map((literal) => tables.words.subarray(2 + literal * literalWords));
    const words = [lengthWord, textWord, columnWord, slotWord, childWord];
    expect(entries.map((entry) => words.map((word) => entry[word]))).toEqual([
      [6, 0, 1, 0, -1],
      [22, 4, -1, -1, 1],
    ]);
    const bytes = Buffer.from(tables.words.buffer, texts * 4);
    expect(bytes.toString().replaceAll("\0", " ").trimEnd()).toBe(`"loss"${" ".repeat(10)}"${"k".repeat(20)}"`);
  });

  it("find every literal by its hash, at most half full", () => {
    const literals = new KeyLiterals();
    Array.from({ length: 500 }, (_, key) => literals.note(key % 3, key, `"key ${key}"`));
    const columns = Array.from({ length: 500 }, (_, key) => key);
    const { words, buckets, names } = kernelTables({
      ...{ objects: 3, literals: literals.all },
      ...{ nameColumns: columns, children: columns.map(() => -1), slots: columns },
    });
    expect(buckets).toBe(1024);
    const start = 3 + 500 * literalWords + names + 2 * 500;
    const table = words.subarray(start, start + buckets);
    const found = literals.all.map(({ hash }, literal) => {
      let bucket = hash & (buckets - 1);
      while (table[bucket] !== literal && table[bucket] !== -1) {
        bucket = (bucket + 1) & (buckets - 1);
      }
      return table[bucket];
    });
    expect(found).toEqual(columns);
  });
});
