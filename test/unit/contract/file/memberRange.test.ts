import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { memberRange, memberRanges } from "../../../../src/contract/file/memberRange.ts";

/** The texts of a key and of its value where they are found. */
function found(text: string, key: string): readonly [key: string, value: string] | null {
  const range = memberRange(text, key);
  return range && [text.slice(range.key.start, range.key.end), text.slice(range.value.start, range.value.end)];
}

describe("the place of a key", () => {
  test.each<[text: string, key: string, expected: readonly [string, string]]>([
    ['{"step": 1, "lr": 1e-4}', "lr", ['"lr"', "1e-4"]],
    ['{"step":1,"lr":1e-4}', "step", ['"step"', "1"]],
    ['  { "a" : { "b" : -Infinity } }', "a.b", ['"b"', "-Infinity"]],
    ['{"a.b": 1}', "a.b", ['"a.b"', "1"]],
    ['{"x": [1, {"lr": 2}, "]"], "lr": NaN}', "lr", ['"lr"', "NaN"]],
    ['{"NaN": NaN, "a": "NaN -Infinity", "lr": Infinity, "x": [NaN, {"lr": NaN}]}', "lr", ['"lr"', "Infinity"]],
    ['{"NaN": NaN, "lr": 1}', "NaN", ['"NaN"', "NaN"]],
    ['{"a": "\\"NaN", "lr": [NaN, "]", [-Infinity]]}', "lr", ['"lr"', '[NaN, "]", [-Infinity]]']],
    ['{"x": [[1], {"y": []}], "a": {"x": [2]}}', "a.x", ['"x"', "[2]"]],
    ['{"lr": 1, "x" 2}', "lr", ['"lr"', "1"]],
    ['{"note": "\\"lr\\": 3", "lr": "x\\"y"}', "lr", ['"lr"', '"x\\"y"']],
    ['{"l\\u0072": 5}', "lr", ['"l\\u0072"', "5"]],
    ['{"lr": 1, "lr": 2}', "lr", ['"lr"', "2"]],
    ['{"": 7}', "", ['""', "7"]],
    ['{"é\u{1f600}": 1, "lr": [1,2]}', "lr", ['"lr"', "[1,2]"]],
  ])("in %s of %s", (text, key, expected) => {
    expect(found(text, key)).toEqual(expected);
  });
  test.each([
    ['{"step": 1}', "lr"],
    ['{"a": {"b": 1}}', "a"],
    ['{"a": [{"lr": 1}]}', "lr"],
    ["", "lr"],
    ["[1, 2]", "lr"],
    ['{"step": }', "lr"],
    ['{"step": 1, "lr"', "lr"],
    ['{"step" 1, "lr": 2}', "lr"],
    ['{"lr": [1, 2', "lr"],
    ['{"step": nope, "lr": 2}', "lr"],
    ['[{"lr": 1}]', "lr"],
    ["NaN", ""],
    ["[1]", ""],
    ['{"a": '.repeat(2000), "lr"],
    ["[".repeat(100_000), "lr"],
  ])("is none in %.20s of %s", (text, key) => {
    expect(found(text, key)).toBeNull();
  });
  test("is where JSON.parse reads the value from, in any record", () => {
    const records = fc.dictionary(fc.string(), fc.oneof(fc.double({ noNaN: true }), fc.string(), fc.boolean()), {
      minKeys: 1,
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(records, fc.nat(), fc.constantFrom(undefined, 1), (record, pick, indent) => {
        const text = JSON.stringify(record, null, indent);
        const [key, value] = Object.entries(record)[pick % Object.keys(record).length] ?? ["", null];
        const [keyText = "", valueText = ""] = found(text, key) ?? [];
        expect([JSON.parse(keyText), JSON.parse(valueText)]).toEqual([key, JSON.parse(JSON.stringify(value))]);
      }),
    );
  });
});

test("all members of a record are found at once as each is alone", () => {
  const text = '{"a": 1, "b": {"c": NaN, "d": [1, 2]}, "a": "x", "b.c": 3}';
  const all = memberRanges(text);
  expect([...all.keys()].sort()).toEqual(["a", "b.c", "b.d"]);
  expect([...all].map(([key]) => memberRange(text, key))).toEqual([...all.values()]);
  expect(text.slice(all.get("a")?.value.start, all.get("a")?.value.end)).toBe('"x"');
  expect(text.slice(all.get("b.c")?.value.start, all.get("b.c")?.value.end)).toBe("3");
});
