import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFromRunsPage } from "../../../src/protocol/runsPage.ts";

const log = "file:///runs/a/metrics.jsonl";

const curves = { axis: "@clock", metrics: ["@trainLoss", "grad_norm"], points: 400, isLog: false, range: null };

const axis = { title: "epoch", isLog: false, range: [0, 1], ticks: [{ at: 0, text: "0" }] };
const line = { color: "#0a6fd0", isDashed: false, x: Float64Array.of(0, 1), y: Float64Array.of(2, NaN), band: null };
const chart = {
  ...{ title: "Loss", x: axis, y: { ...axis, ticks: null }, note: "", width: "one" },
  lines: [line, { ...line, band: { low: line.x, high: line.y } }],
  legend: { title: "lr", entries: [{ name: "0.1", color: "rgb(1, 2, 3)" }] },
};

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
    { type: "analyze", ask: 3, logs: [log], view: { group: "arch", x: "lr", y: "" } },
    { type: "save", kind: "svg", name: "heat", content: "<svg/>" },
    { type: "picture", ask: 4, chart },
    { type: "saveView", name: "by lr", view: { filter: "" } },
    { type: "openViews" },
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
    { type: "save", kind: "svg", name: "x".repeat(101), content: "" },
    { type: "save", kind: "svg", name: "heat" },
    { type: "save", kind: "exe", name: "heat", content: "" },
    { type: "picture", ask: 4, chart: null },
    { type: "saveView", name: "", view: {} },
    { type: "saveView", name: "by lr" },
    { type: "picture", ask: 4, chart: { ...chart, width: "three" } },
    { type: "picture", ask: 4, chart: { ...chart, x: { ...axis, isLog: true } } },
    { type: "picture", ask: 4, chart: { ...chart, y: { ...axis, range: [1, 0] } } },
    { type: "picture", ask: 4, chart: { ...chart, y: { ...axis, ticks: [{ at: "0", text: "0" }] } } },
    { type: "picture", ask: 4, chart: { ...chart, lines: [{ ...line, color: 'red" onload="' }] } },
    { type: "picture", ask: 4, chart: { ...chart, lines: [{ ...line, y: Float64Array.of(1) }] } },
    { type: "picture", ask: 4, chart: { ...chart, lines: [{ ...line, band: { low: line.x, high: [] } }] } },
    { type: "picture", ask: 4, chart: { ...chart, legend: { title: "lr", entries: [{ name: 3, color: "red" }] } } },
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
