import { describe, expect, test } from "vitest";
import { findAvoidedInText, findAvoidedWords } from "../../../scripts/words/avoidedWords.ts";

const words = (text: string): string[] => findAvoidedWords(text).map(({ word }) => word);

describe("avoided words", () => {
  test("are found in a comment, with their line and a better word", () => {
    expect(findAvoidedWords("const a = 1;\n// The run is mended.")).toEqual([
      { line: 2, word: "mended", better: "fix" },
    ]);
  });

  test("are found in names, whatever their case", () => {
    expect(words("const rowPortions = rouseRun(ROUSED_RUNS);\ndef mend_log(): pass")).toEqual([
      "Portions",
      "rouse",
      "ROUSED",
      "mend",
    ]);
  });

  test("are found in texts, as phrases too", () => {
    expect(words('t("The colour that somebody is told of")')).toEqual(["told of", "colour"]);
  });

  test("are more in what people read than in comments", () => {
    const text = "The CSV was written unasked.";
    expect(words(text)).toEqual([]);
    expect(findAvoidedInText(text)).toEqual([{ line: 1, word: "unasked", better: "without asking" }]);
  });

  test("are not the names of VS Code", () => {
    expect(words("vscode.ViewColumn.Beside")).toEqual([]);
    expect(words("saveBeside(log)")).toEqual(["Beside"]);
  });

  test("are no parts of longer words", () => {
    expect(words("proportion, recommended, black, headroom, noise that was amended, strangely, engraved")).toEqual([]);
  });
});
