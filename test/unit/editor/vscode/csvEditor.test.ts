import { describe, expect, it } from "vitest";
import { csvEditorOf } from "../../../../src/editor/vscode/csvEditor.ts";

const manifestWith = (viewType: unknown, ...patterns: unknown[]): unknown => ({
  contributes: {
    customEditors: [
      { viewType: "other", selector: [{ filenamePattern: "*.parquet" }] },
      { viewType, selector: patterns.map((filenamePattern) => ({ filenamePattern })) },
    ],
  },
});

describe("csvEditorOf", () => {
  it.each([["*.csv"], ["*.{csv,tsv}"], ["*.{tsv,CSV}"], ["*"]])("finds the editor for %s", (pattern) => {
    expect(csvEditorOf(manifestWith("jupyter-data-wrangler", "*.xlsx", pattern))).toBe("jupyter-data-wrangler");
  });

  it.each([
    [undefined],
    [null],
    [{}],
    [{ contributes: { customEditors: "none" } }],
    [{ contributes: { customEditors: [null, 3, { viewType: "a" }] } }],
    [manifestWith("a", "*.csvx", 3)],
    [manifestWith(7, "*.csv")],
  ])("finds none in %j", (manifest) => {
    expect(csvEditorOf(manifest)).toBeNull();
  });
});
