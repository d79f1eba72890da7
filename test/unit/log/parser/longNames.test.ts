import { engine } from "../../../engine.ts";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LogParser } from "../../../../src/log/parser/logParser.ts";
import { referenceConvert } from "../../../reference/referenceConverter.ts";
import { convertPieces, convertText, cut } from "../support.ts";

const limit = 4096;

/** A record of one key of so many bytes. */
function flat(bytes: number, character = "k"): string {
  return `{"${character.repeat(bytes / Buffer.byteLength(character))}": 1}`;
}

/** A record of a key of two bytes inside one of so many bytes, with the dot between them. */
function nested(bytes: number): string {
  return `{"${"o".repeat(bytes - 3)}": {"in": 1}}`;
}

function escaped(characters: number): string {
  return `{"${"\\u006b".repeat(characters)}": 1}`;
}

function problemsOf(text: string): string[] {
  return convertText(`{"a": 1}\n${text}\n{"a": 2}\n`)
    .parser.problems()
    .first.map(({ kind }) => kind);
}

describe("a name over 4 KiB", () => {
  it.each([
    ["a key", flat(limit), flat(limit + 1)],
    ["a key of two-byte characters", flat(limit, "é"), flat(limit + 2, "é")],
    ["a key of escapes", escaped(limit), escaped(limit + 1)],
    ["a nested key", nested(limit), nested(limit + 1)],
    ["the key of an empty object", `{"${"k".repeat(limit)}": {}}`, `{"${"k".repeat(limit + 1)}": {}}`],
    [
      "deep nesting",
      `{${'"ab":{'.repeat(500)}${"}".repeat(501)}`,
      `{${`"${"k".repeat(99)}":{`.repeat(41)}${"}".repeat(42)}`,
    ],
  ])("makes its line bad, one of 4 KiB does not (%s)", (_, good, bad) => {
    expect(problemsOf(good)).toEqual([]);
    expect(problemsOf(bad)).toEqual(["bad-line"]);
    for (const line of [good, bad]) {
      const log = `{"a": 1}\n${line}\n${line}\n{"a": 2}\n`;
      expect(convertText(log).csv).toBe(referenceConvert(Buffer.from(log), { includeIncomplete: false }));
    }
  });

  it("is no matter inside an array, whose text is kept as it is", () => {
    const log = `{"a": [{"${"k".repeat(20_000)}": 1}]}\n`.repeat(2);
    expect(problemsOf(log.trim())).toEqual([]);
    expect(convertText(log).csv).toBe(referenceConvert(Buffer.from(log), { includeIncomplete: false }));
  });

  it("says where it is and how long", () => {
    const { parser } = convertText(`{"a": 1, "b": ${flat(5000)}}\n`);
    expect(parser.problems().first).toMatchObject([{ kind: "bad-line", line: 1, column: 16 }]);
    expect(parser.problems().first[0]?.reason).toContain("found 5002 bytes");
    expect(parser.keys).toEqual([]);
  });

  it("gives the same by any path: whatever came before, and however the bytes are cut", () => {
    const line = fc
      .tuple(fc.constantFrom("k", "\\u006b", "é"), fc.integer({ min: -2, max: 2 }), fc.boolean())
      .map(([character, more, inside]) => {
        const bytes = character === "é" ? 2 : 1;
        const key = character.repeat(Math.floor((limit + more - (inside ? 2 : 0)) / bytes));
        return inside ? `{"o": {"${key}": 1}}\n` : `{"${key}": 1}\n`;
      });
    fc.assert(
      fc.property(fc.array(line, { maxLength: 8 }), fc.array(fc.nat(), { maxLength: 4 }), (lines, places) => {
        const bytes = Buffer.from(`{"a": 1}\n${lines.join("")}`);
        const expected = referenceConvert(bytes, { includeIncomplete: false });
        expect(convertPieces(cut(bytes, places)).csv).toBe(expected);
      }),
      { numRuns: 200 },
    );
  });
});

interface LookUps {
  readonly count: number;
  /** Characters of the longest text that was looked up. */
  readonly longest: number;
}

/** The texts that reading a log looks up in maps and sets. */
function lookUps(log: string): LookUps {
  const texts: number[] = [];
  const note = (key: unknown): void => {
    if (typeof key === "string") {
      texts.push(key.length);
    }
  };
  const spies = [
    ...(["get", "has", "set"] as const).map((name) => spyOn(Map.prototype, name, note)),
    ...(["has", "add"] as const).map((name) => spyOn(Set.prototype, name, note)),
  ];
  const parser = new LogParser({ kernel: engine.kernel, csv: true });
  parser.push(Buffer.from(log));
  parser.takeRows();
  spies.forEach((restore) => restore());
  return { count: texts.length, longest: texts.reduce((most, length) => Math.max(most, length), 0) };
}

/** Has a method say what it is given first; returns what ends that. */
function spyOn<Name extends string>(
  of: Record<Name, (key: unknown, ...rest: unknown[]) => unknown>,
  name: Name,
  note: (key: unknown) => void,
): () => void {
  const original = of[name];
  of[name] = function (this: unknown, key, ...rest) {
    note(key);
    return original.call(this, key, ...rest);
  };
  return () => (of[name] = original);
}

/** V8 hashes longer strings by their length alone: maps of them take time with the square of their size. */
const hashedWhole = 16_383;

describe("what a log's names cost", () => {
  const members = (count: number): string => joined(count, (index) => `"${String(index).padStart(6, "0")}":1`);
  const joined = (count: number, text: (index: number) => string, between = ","): string =>
    Array.from({ length: count }, (_, index) => text(index)).join(between);
  const kinds: readonly (readonly [string, (size: number) => string])[] = [
    ["many names below a long one", (size) => `{"${"p".repeat(17_000)}":{${members(100 * size)}}}\n`],
    ["many names below one of just 4 KiB", (size) => `{"${"p".repeat(4_000)}":{${members(100 * size)}}}\n`],
    ["many long names", (size) => joined(20 * size, (n) => `{"${"p".repeat(17_000)}${n}":1}\n`, "")],
    ["many spellings of long names", (size) => joined(20 * size, (n) => `{"${"\\u0070".repeat(4_000)}${n}":1}\n`, "")],
    ["long names in arrays", (size) => `{"a":[{${joined(20 * size, (n) => `"${"p".repeat(17_000)}${n}":1`)}}]}\n`],
    ["long names that repeat", (size) => `{${joined(20 * size, () => `"${"p".repeat(17_000)}":1`)}}\n`],
  ];

  it.each(kinds)("grows with the log, and no text is looked up that V8 does not hash as a whole (%s)", (_, log) => {
    const [small, large] = [lookUps(log(1)), lookUps(log(10))];
    expect(large.longest).toBeLessThanOrEqual(hashedWhole);
    expect(large.count).toBeLessThanOrEqual(12 * small.count + 20);
  });
});
