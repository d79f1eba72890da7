import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFromRunsPage } from "../../../src/protocol/runsPage.ts";

const log = "file:///runs/a/metrics.jsonl";

const curves = { axis: "@clock", metrics: ["@trainLoss", "grad_norm"], points: 400, isLog: false, range: null };

describe("parseFromRunsPage", () => {
  it.each([
    { type: "ready" },
    { type: "open", log },
    { type: "openLog", log },
    { type: "keep", view: { filter: "lr > 0" } },
    { type: "judge", logs: [log], change: { verdict: "exclude", reason: "wrong data" } },
    { type: "judge", logs: [log], change: { verdict: null, tags: ["a"], note: "" } },
    { type: "curves", ask: 1, logs: [log], what: curves },
    { type: "curves", ask: 2, logs: [], what: { ...curves, range: [0, 5] } },
    { type: "analyze", ask: 3, logs: [log] },
    { type: "saveFigure", name: "heat", svg: "<svg/>" },
    { type: "failed", message: "no canvas" },
  ])("takes $type", (message) => {
    expect(parseFromRunsPage(message)).toEqual(message);
  });

  it.each([
    null,
    "ready",
    { type: "delete", log },
    { type: "open" },
    { type: "open", log: 3 },
    { type: "curves", ask: 1, logs: [3], what: curves },
    { type: "analyze", ask: "3", logs: [log] },
    { type: "saveFigure", name: "x".repeat(101), svg: "" },
    { type: "saveFigure", name: "heat" },
    { type: "curves", ask: 1, logs: [log], what: null },
    { type: "curves", ask: 1, logs: [log], what: { ...curves, points: 1e9 } },
    { type: "curves", ask: 1, logs: [log], what: { ...curves, axis: "@line" } },
    { type: "curves", ask: 1, logs: [log], what: { ...curves, range: [0, Infinity] } },
    { type: "curves", ask: 1, logs: [log], what: { ...curves, metrics: Array.from({ length: 101 }, () => "a") } },
    { type: "compare", logs: [log, log] },
    { type: "judge", logs: [], change: { verdict: "accept" } },
    { type: "judge", logs: [3], change: { verdict: "accept" } },
    { type: "judge", logs: [log], change: { verdict: "good" } },
    { type: "judge", logs: [log] },
    { type: "keep", view: [] },
    { type: "keep", view: { filter: "x".repeat(2_000_000) } },
    { type: "failed" },
  ])("takes nothing else: %#", (message) => {
    expect(parseFromRunsPage(message)).toBeNull();
  });

  it("keeps what is not asked for out, and shortens what is long", () => {
    expect(parseFromRunsPage({ type: "open", log, then: "delete" })).toEqual({ type: "open", log });
    expect(parseFromRunsPage({ type: "failed", message: "x".repeat(20_000) })).toEqual({
      type: "failed",
      message: "x".repeat(10_000),
    });
  });

  it("never throws", () => {
    fc.assert(fc.property(fc.anything(), (value) => void parseFromRunsPage(value)));
  });
});
