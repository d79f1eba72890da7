import { describe, expect, it } from "vitest";
import { csvText, row } from "../../../../../webview/sections/exports/csvText.ts";
import { fileNameOf } from "../../../../../webview/sections/exports/fileName.ts";

describe("points as CSV", () => {
  it("are a row each, whatever a metric is called, with every number as Python reads it", () => {
    const rows = [row('train/"f1", macro', 1.5, NaN), row("lr", 0.1 + 0.2, -Infinity)];
    expect(csvText(["metric", "epoch", "value"], rows)).toBe(
      'metric,epoch,value\n"train/""f1"", macro",1.5,NaN\nlr,0.30000000000000004,-Infinity\n',
    );
  });
});

describe("the file of a metric", () => {
  it("has a name that every system takes, and the extension too", () => {
    expect(fileNameOf("train/loss")).toBe("train-loss");
    expect(fileNameOf("../../a: b")).toBe("-a-b");
    expect(fileNameOf("")).toBe("metric");
    expect(fileNameOf("x".repeat(300))).toMatch(/^x{100}$/);
  });
});
