import { describe, expect, it } from "vitest";
import { textOf } from "../../contract/logTables.ts";
import { csvFinding } from "../../../../src/worker/runs/csvFinding.ts";

const place = { path: "run/metrics.csv", csv: "on" } as const;

describe("csvFinding", () => {
  it.each(["current", "off"] as const)("says nothing of a CSV that is %s", (state) => {
    expect(csvFinding({ state, message: null }, place)).toBeNull();
  });

  it.each([
    ["stale", "csv-stale"],
    ["foreign", "csv-foreign"],
    ["refused", "csv-foreign"],
    ["failed", "csv-stale"],
  ] as const)("calls a CSV that is %s %s and names the file", (state, code) => {
    const finding = csvFinding({ state, message: null }, place);
    expect(finding?.code).toBe(code);
    expect(textOf(finding)).toContain("metrics.csv");
  });

  it("tells a CSV that is missing by the person's choice from one that waits for trust", () => {
    const missing = { state: "missing", message: null } as const;
    expect(textOf(csvFinding(missing, { ...place, csv: "off" }))).toContain("quick fix");
    const untrusted = csvFinding(missing, { ...place, csv: "untrusted" });
    expect(untrusted?.code).toBe("csv-missing");
    expect(textOf(untrusted)).not.toContain("quick fix");
    expect(csvFinding(missing, place)).toBeNull();
  });

  it("passes on why writing failed", () => {
    expect(textOf(csvFinding({ state: "failed", message: "The disk is full." }, place))).toBe("The disk is full.");
  });
});
