import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { logMatcher, patternProblem } from "../../../../src/contract/model/logPattern.ts";

const matches = (pattern: string, path: string): boolean => logMatcher([pattern])(path);

describe("a pattern for logs", () => {
  test.each([
    ["**/metrics.jsonl", ["metrics.jsonl", "a/b/metrics.jsonl", ".hidden/metrics.jsonl"], ["a/xmetrics.jsonl"]],
    ["metrics.jsonl", ["metrics.jsonl"], ["a/metrics.jsonl"]],
    ["./runs/*/log.txt", ["runs/a/log.txt"], ["runs/log.txt", "runs/a/b/log.txt"]],
    ["**/*.{jsonl,ndjson}", ["a.jsonl", "a/b.ndjson"], ["a.json"]],
    ["{a,b/**}/x", ["a/x", "b/c/d/x"], ["c/x"]],
    ["run_?/x", ["run_1/x"], ["run_/x", "run_10/x"]],
    ["[!ab0-9].j", ["c.j"], ["a.j", "5.j", "[!ab0-9].j"]],
    ["runs (old)/a+b|c^$.j", ["runs (old)/a+b|c^$.j"], ["runs old/ab"]],
    ["(a|b)", ["(a|b)"], ["a", "b"]],
    ["!a", ["!a"], ["b"]],
    ["@(a)", ["@(a)"], ["a"]],
    ["a,b", ["a,b"], ["a"]],
    ["Läufe/*", ["Läufe/x"], ["Laufe/x"]],
  ])("%s", (pattern, named, others) => {
    expect(patternProblem(pattern, "logs")).toBeNull();
    expect(named.filter((path) => !matches(pattern, path))).toEqual([]);
    expect(others.filter((path) => matches(pattern, path))).toEqual([]);
  });
  test.each([
    ["run}/metrics.jsonl", /^logs must have braces in pairs, with alternatives as in \{a,b\}$/],
    ["{a,b", /braces in pairs/],
    ["{a}", /braces in pairs/],
    ["{1..9}", /braces in pairs/],
    ["[z-a]", /^logs must have brackets in pairs, with characters as in \[a-z\]$/],
    ["[a", /brackets in pairs/],
    ["[]", /brackets in pairs/],
    ["runs\\metrics.jsonl", /^logs must have \/ between folders, not a backslash$/],
    ["a".repeat(301), /^logs must not be longer than 300 characters$/],
    ["*a*a*a*b", /^logs has too many wildcards and alternatives$/],
    ["*a".repeat(100), /too many wildcards/],
    ["**/".repeat(20) + "a", /too many wildcards/],
    ["**/a/**/b/**/c/**/d", /too many wildcards/],
    ["{a,aa}".repeat(40), /too many wildcards/],
    ["{{a,aa},{a,aa}}".repeat(10), /too many wildcards/],
    ["*{a,aa}*{a,aa}*{a,aa}", /too many wildcards/],
    ["{*a,*aa,*a}*", /too many wildcards/],
    ["{a/*,*}*a*", /too many wildcards/],
  ])("of %.40s is none, and names nothing", (pattern, problem) => {
    expect(patternProblem(pattern, "logs")).toMatch(problem);
    expect(matches(pattern, pattern)).toBe(false);
  });
  test("of any text gives an answer", () => {
    const pieces = fc.constantFrom(
      "*",
      "**",
      "/",
      "{",
      "}",
      ",",
      "[",
      "]",
      "!",
      "(",
      ")",
      "+",
      "?",
      "^",
      ":",
      "a",
      "-",
      ".",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 20 }), (parts) => {
        const pattern = parts.join("");
        const usable = patternProblem(pattern, "logs") === null;
        expect(matches(pattern, "a/b")).toBeTypeOf("boolean");
        expect(usable || !matches(pattern, pattern)).toBe(true);
      }),
    );
  });
  test("of letters alone names itself and nothing else", () => {
    const name = fc.stringMatching(/^[a-c()|+^$"@ .]{1,8}$/).filter((text) => !/^\.*$/.test(text));
    fc.assert(
      fc.property(name, name, (pattern, path) => {
        expect(matches(pattern, pattern)).toBe(true);
        expect(matches(pattern, path)).toBe(pattern === path);
      }),
    );
  });
});
