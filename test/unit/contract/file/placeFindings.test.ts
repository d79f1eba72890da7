import { describe, expect, test } from "vitest";
import type { Finding } from "../../../../src/contract/model/finding.ts";
import { findingSpan } from "../../../../src/contract/file/findingSpan.ts";
import { FindingPlacer } from "../../../../src/contract/file/placeFindings.ts";

const finding: Finding<"non-finite"> = {
  code: "non-finite",
  severity: "warning",
  metric: "lr",
  line: 3,
  column: null,
  count: 1,
  facts: { written: "number", value: "NaN", stretches: 1, longest: 1, lasting: false, lost: false, others: [] },
};

describe("the place of a finding in its line", () => {
  function shown(some: Partial<Finding<"non-finite">>, text: string): string | null {
    const span = findingSpan({ ...finding, ...some }, text);
    expect(span === null || (span.line === 3 && span.endColumn > span.startColumn)).toBe(true);
    return span && text.slice(span.startColumn - 1, span.endColumn - 1);
  }
  test("is the value of its metric", () => {
    expect(shown({}, '{"\u{1f600}": 1, "lr": NaN}')).toBe("NaN");
  });
  test("is what stands at its column", () => {
    expect(shown({ metric: null, column: 12 }, '{"step": 1, "step": 2}')).toBe(" ");
    expect(shown({ metric: null, column: 13 }, '{"step": 1, "step": 2}')).toBe('"step"');
    expect(shown({ metric: null, column: 7 }, '{"a": nope}')).toBe("nope");
  });
  test("is the last character where something is missing at the end", () => {
    expect(shown({ metric: null, column: 11 }, '{"step": 1')).toBe("1");
  });
  test("is none in a line without the metric, in an empty one, or without a line", () => {
    expect(shown({}, '{"step": 1}')).toBeNull();
    expect(shown({ metric: null, column: 1 }, "")).toBeNull();
    expect(findingSpan({ ...finding, line: null }, '{"lr": 1}')).toBeNull();
  });
});

describe("a placer", () => {
  test("reads the lines of new findings only", async () => {
    const placer = new FindingPlacer();
    const asked: (readonly number[])[] = [];
    const read = (lines: readonly number[]): Promise<ReadonlyMap<number, string>> => {
      asked.push(lines);
      return Promise.resolve(new Map(lines.map((line) => [line, '{"lr": NaN}'])));
    };
    const span = { line: 3, startColumn: 8, endColumn: 11 };
    expect(await placer.place([finding], read)).toEqual([{ ...finding, span }]);
    const more = { ...finding, count: 2 };
    const other = { ...finding, line: 9 };
    expect(await placer.place([more, other, { ...finding, line: null }], read)).toEqual([
      { ...more, span },
      { ...other, span: { ...span, line: 9 } },
      { ...finding, line: null },
    ]);
    expect(asked).toEqual([[3], [9]]);
  });
  test("leaves a finding as it is whose line cannot be read", async () => {
    expect(await new FindingPlacer().place([finding], () => Promise.resolve(new Map()))).toEqual([finding]);
  });
});
