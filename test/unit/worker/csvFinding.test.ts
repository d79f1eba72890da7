import { describe, expect, it } from "vitest";
import { csvFinding } from "../../../src/worker/csvFinding.ts";

describe("csvFinding", () => {
  it.each(["current", "off"] as const)("says nothing of a CSV that is %s", (state) => {
    expect(csvFinding({ state, message: null }, "run/metrics.csv")).toBeNull();
  });

  it.each([
    ["missing", "csv-missing"],
    ["stale", "csv-stale"],
    ["foreign", "csv-foreign"],
    ["refused", "csv-stale"],
    ["failed", "csv-stale"],
  ] as const)("calls a CSV that is %s %s and names the file", (state, code) => {
    const finding = csvFinding({ state, message: null }, "run/metrics.csv");
    expect(finding?.code).toBe(code);
    expect(finding?.message).toContain("metrics.csv");
  });

  it("passes on what the writer said", () => {
    expect(csvFinding({ state: "failed", message: "The disk is full." }, "a.csv")?.message).toBe("The disk is full.");
  });
});
