import { engine } from "../../../engine.ts";
import { describe, expect, it } from "vitest";
import { KeyTable } from "../../../../src/log/records/keyTable.ts";
import { readLine } from "../../../../src/log/records/slowPath.ts";

/** A table that has learned the keys of lines. */
function learned(...lines: readonly string[]): KeyTable {
  const keys = new KeyTable(() => true);
  lines.forEach((line) => readLine(Buffer.from(line), keys));
  return keys;
}

/** Whether the kernel reads a line by itself with the keys of a table. */
function reads(keys: KeyTable, line: string): boolean {
  const bytes = Buffer.from(`${line}\n`);
  engine.kernel.take(bytes);
  const columns = keys.columns.length;
  const options = { from: 0, record: 0, columns, rows: true, longest: 1000, leaveFormulas: false };
  return engine.kernel.read(keys, options) === bytes.length;
}

describe("a key table that takes up what another one knows", () => {
  it("reads the lines that the other one has learned, keys of every length and nested ones among them", () => {
    const lengths = [1, 12, 13, 14, 15, 16, 17, 30, 31, 60].map((length) => `"${"k".repeat(length)}": ${length}`);
    const lines = ['{"a": {"b": 1, "c": {"d": 2}}, "ä": 3}', `{${lengths.join(", ")}}`];
    const keys = new KeyTable(() => true);
    keys.takeUp(structuredClone(learned(...lines).known));
    expect(keys.columns).toEqual(learned(...lines).columns);
    expect(lines.map((line) => reads(keys, line))).toEqual([true, true]);
    expect(reads(keys, '{"another": 1}')).toBe(false);
    expect(reads(keys, `{"${"k".repeat(18)}": 1}`)).toBe(false);
  });

  it("leaves it as it is, whatever it learns itself", () => {
    const first = learned('{"a": 1}');
    const second = new KeyTable(() => true);
    second.takeUp(first.known);
    readLine(Buffer.from('{"a": 1, "b": {"c": 2}}'), second);
    expect(second.columns).toEqual(["a", "b.c"]);
    expect(first.columns).toEqual(["a"]);
    expect(reads(first, '{"b": {"c": 2}}')).toBe(false);
    expect(reads(second, '{"b": {"c": 2}}')).toBe(true);
  });

  it("learns the keys from the lines where there are very many, whose columns it knows", () => {
    const members = Array.from({ length: 3000 }, (_, index) => `"key${index}": ${index}`);
    const line = `{${members.join(", ")}}`;
    const keys = new KeyTable(() => true);
    keys.takeUp(structuredClone(learned(line).known));
    expect(keys.columns).toHaveLength(3000);
    expect(keys.size).toBe(3000);
  });
});

describe("many spellings of one key", () => {
  it("are one column, and no more than 32 of them are noted", () => {
    const keys = new KeyTable(() => true);
    for (let spelling = 0; spelling < 1000; spelling += 1) {
      const name = Array.from("abcdefghij", (letter, place) =>
        (spelling >> place) % 2 === 0 ? letter : `\\u00${letter.charCodeAt(0).toString(16)}`,
      ).join("");
      readLine(Buffer.from(`{"${name}": ${spelling}}`), keys);
    }
    expect(keys.columns).toEqual(["abcdefghij"]);
    expect(keys.size).toBe(32 + 1);
  });
});
