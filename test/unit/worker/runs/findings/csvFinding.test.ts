import { describe, expect, it } from "vitest";
import { textOf } from "../../../contract/logTables.ts";
import { csvFinding, csvModeOf } from "../../../../../src/worker/runs/findings/csvFinding.ts";

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

  it("informs of a folder that must not be written, where another failure is a warning", () => {
    const finding = csvFinding({ state: "readOnly", message: "It is read-only." }, place);
    expect(finding).toMatchObject({ severity: "information", code: "csv-stale" });
    expect(textOf(finding)).toBe("No CSV is kept, because this folder cannot be written to. It is read-only.");
    expect(csvFinding({ state: "failed", message: null }, place)?.severity).toBe("warning");
  });

  it("leaves a log that is no .jsonl without a CSV until one is asked for", () => {
    expect(["a/metrics.jsonl", "a/b.NDJSON", "a/log.txt"].map((log) => csvModeOf(log, "on"))).toEqual([
      "on",
      "on",
      "asked",
    ]);
    expect(csvFinding({ state: "missing", message: null }, { ...place, csv: "asked" })).toBeNull();
  });

  it("passes on why writing failed", () => {
    expect(textOf(csvFinding({ state: "failed", message: "The disk is full." }, place))).toBe("The disk is full.");
  });
});
