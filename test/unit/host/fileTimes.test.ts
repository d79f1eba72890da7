import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { fileTimes, slowestFiles } from "../../host/fileTimes.ts";

const root = join(import.meta.dirname, "../../..");

describe("the times of test files", () => {
  test("come from vitest's results and from mocha's, by the names that the repository has", () => {
    const vitest = { testResults: [{ name: join(root, "test/unit/a.test.ts"), startTime: 1000, endTime: 3500 }] };
    const mocha = { files: [{ file: join(root, "out/vscode/b.test.js"), seconds: 4 }] };
    expect([vitest, mocha].flatMap(fileTimes)).toEqual([
      { file: "test/unit/a.test.ts", seconds: 2.5 },
      { file: "test/vscode/b.test.ts", seconds: 4 },
    ]);
  });

  test("are none where a suite left nothing, or something else", () => {
    expect([null, {}, { files: [{}, 3], testResults: [{ name: "a" }] }].flatMap(fileTimes)).toEqual([]);
  });

  test("show the ten slowest, the slowest first", () => {
    const lines = slowestFiles(Array.from({ length: 12 }, (_, seconds) => ({ file: `${seconds}.test.ts`, seconds })));
    expect(lines).toHaveLength(10);
    expect(lines[0]).toBe("   11.0 s  11.test.ts");
    expect(lines[9]).toBe("    2.0 s  2.test.ts");
  });
});
