import { engine } from "../../../engine.ts";
import { describe, expect, it } from "vitest";
import { LogParser } from "../../../../src/log/parser/logParser.ts";

/** A record of so many keys, each of so many characters more than its number. */
function wide(name: string, keys: number, length: number): string {
  return `{${Array.from({ length: keys }, (_, key) => `"${name}${key}_${"x".repeat(length)}": ${key}`).join(", ")}}\n`;
}

function narrow(value: number, count: number): string {
  return `{"a": ${value}}\n`.repeat(count);
}

describe("a log with more keys than the kernel has room for", () => {
  it.each([
    ["in number", narrow(1, 10) + wide("k", 60_000, 0) + narrow(2, 10), 21],
    ["in length", narrow(1, 10) + wide("p", 3_200, 4_000) + narrow(2, 5) + wide("q", 3_200, 4_000) + narrow(2, 5), 22],
  ])("gives one record a line (%s)", (_, log, records) => {
    const parser = new LogParser({ kernel: engine.kernel, csv: false });
    parser.push(Buffer.from(log));
    const table = parser.table();
    expect(table.records).toBe(records);
    expect([...(table.column("a")?.values ?? [])]).toEqual([
      ...Array<number>(10).fill(1),
      ...Array<number>(10).fill(2),
    ]);
    expect(table.lineOf(records - 1)).toBe(records);
  });
});
