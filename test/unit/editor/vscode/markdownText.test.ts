import { describe, expect, test } from "vitest";
import { markdownText } from "../../../../src/editor/vscode/markdownText.ts";

describe("text as Markdown", () => {
  test("keeps its spaces, so that lines break between words", () => {
    expect(markdownText("turns into a power law")).toBe("turns into a power law");
  });
  test("is no Markdown, no HTML and no icon", () => {
    expect(markdownText("*a* [b](c) <i> & `d` $(error) #1")).toBe(
      String.raw`\*a\* \[b\]\(c\) &lt;i&gt; &amp; \`d\` \$\(error\) \#1`,
    );
  });
});
