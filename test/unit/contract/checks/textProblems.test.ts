import { describe, expect, test } from "vitest";
import { checkText } from "../../../../src/contract/checks/textProblems.ts";
import type { LogProblem, LogProblemKind } from "../../../../src/log/records/logProblem.ts";
import { problemsOf, textOf } from "../logTables.ts";

function problem(kind: LogProblemKind, line: number | null, reason = "something is wrong"): LogProblem {
  return { kind, line, column: line === null ? null : 7, reason };
}

describe("the text of a log", () => {
  test("that is sound has no finding", () => {
    expect(checkText(problemsOf(), 1)).toEqual([]);
  });
  test("shows a few bad lines one by one, at their places", () => {
    const findings = checkText(
      problemsOf([problem("bad-line", 3, 'expected ":" after the key "lr"'), problem("bad-line", 9)]),
      1,
    );
    expect(findings.map(({ line, column, count, severity }) => [line, column, count, severity])).toEqual([
      [3, 7, 1, "error"],
      [9, 7, 1, "error"],
    ]);
    expect(textOf(findings[0])).toMatch(/^Line 3: expected ":" after the key "lr"\. The line is skipped/);
  });
  test("shows many bad lines as one finding, at the first", () => {
    const first = Array.from({ length: 20 }, (_, index) => problem("bad-line", index + 2));
    const findings = checkText(problemsOf(first, { "bad-line": 99_980 }), 1);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ line: 2, count: 100_000 });
    expect(textOf(findings[0])).toContain("100,000 lines are like this");
  });
  test("of a file of which no line is a record is one finding that says so", () => {
    const first = [
      problem("bad-line", 1, 'expected a JSON object that starts with "{", found "["'),
      problem("bad-line", 2),
    ];
    const findings = checkText(problemsOf(first), 0);
    expect(findings).toMatchObject([{ code: "bad-line", severity: "error", line: 1, count: 2 }]);
    expect(textOf(findings[0])).toMatch(
      /^No line of this file is a valid record\. Line 1: expected a JSON object that starts with "{", found "\["\. This file is read as JSON Lines/,
    );
    expect(checkText(problemsOf(first), 1)).toHaveLength(2);
  });
  test.each<[LogProblemKind, string]>([
    ["duplicate-key", "warning"],
    ["line-too-long", "error"],
    ["leading-nulls", "warning"],
    ["incomplete-line", "warning"],
    ["unreadable", "error"],
  ])("has one finding for %s, a matter of %s", (kind, severity) => {
    const findings = checkText(problemsOf([problem(kind, 4)], { [kind]: 2 }), 1);
    expect(findings).toMatchObject([{ code: kind, severity, line: 4, count: 3, metric: null }]);
  });
  test("of a file that is no log has one cause", () => {
    const problems = problemsOf([
      problem("bad-line", 1),
      problem("unreadable", null, "the file is UTF-16"),
      problem("incomplete-line", 2),
    ]);
    const findings = checkText(problems, 0);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ code: "unreadable", line: null });
    expect(textOf(findings[0])).toMatch(/^The file is UTF-16\. Nothing in it/);
  });
});
