import { describe, expect, it } from "vitest";
import { literally, markdownTable } from "../../../../webview/ui/markdown.ts";

describe("a table in Markdown", () => {
  it("keeps every cell in its place", () => {
    const columns = [
      { title: "Run", isNumber: false },
      { title: "n", isNumber: true },
    ];
    expect(markdownTable(columns, [["a|b\nc", "1"]])).toBe("| Run | n |\n| --- | ---: |\n| a\\|b c | 1 |\n");
  });
});

describe("a name in Markdown", () => {
  it("is no markup", () => {
    expect(literally("run_1 *b* <img> [x](y) `c` a\\b")).toBe("run\\_1 \\*b\\* \\<img\\> \\[x\\](y) \\`c\\` a\\\\b");
  });
});
