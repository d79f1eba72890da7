import { describe, expect, test } from "vitest";
import { longInDocument, longInText } from "../../../scripts/words/longSentences.ts";

const words = (count: number): string => Array.from({ length: count }, () => "word").join(" ");

describe("a long sentence", () => {
  test("has more than 20 words", () => {
    expect(longInText(`${words(20)}. ${words(20)}.`)).toEqual([]);
    expect(longInText(`Short. ${words(21)}.`)).toEqual([{ sentence: `${words(21)}.`, words: 21 }]);
  });

  test("ends at a colon or a semicolon too", () => {
    expect(longInText(`${words(15)}: ${words(15)}; ${words(15)}`)).toEqual([]);
  });

  test("counts a value or code as one word, and not what is in parentheses", () => {
    expect(longInText(`${words(18)} {metric} \`a b c d\` (${words(9)}).`)).toEqual([]);
  });
});

describe("a document", () => {
  test("has long sentences over lines, in items and in cells", () => {
    const cell = `| a | ${words(21)} |`;
    const text = `# ${words(30)}\n\n${words(11)}\n${words(10)}.\n\n- ${words(21)}\n- ${words(5)}\n\n| - | - |\n${cell}\n`;
    expect(longInDocument(text).map(({ words: count }) => count)).toEqual([21, 21, 21]);
  });

  test("may have code of any length, and names in links", () => {
    const text = `\`\`\`\n${words(40)}\n\`\`\`\n\n    ${words(40)}\n\n[${words(10)}](a/b c.md) ${words(10)}\n`;
    expect(longInDocument(text)).toEqual([]);
  });
});
