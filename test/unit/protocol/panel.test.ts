import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFromPanel } from "../../../src/protocol/panel.ts";

const log = "file:///runs/a/metrics.jsonl";

describe("parseFromPanel", () => {
  it.each([
    { type: "ready" },
    { type: "openCsv", log },
    { type: "wrangleCsv", log },
    { type: "fix", log, key: "cadence:wd:12" },
    { type: "readAs", log, role: "trainLoss", column: "train/loss" },
    { type: "readAs", log, role: "step", column: null },
    { type: "readAutomatically", log },
    { type: "writeRoles", log },
    { type: "keep", view: { x: "log" } },
    { type: "openLog", log, line: null },
    { type: "openLog", log, line: 3 },
    { type: "columns", log, wants: [] },
    { type: "save", log, kind: "svg", name: "loss", text: "<svg/>" },
    { type: "save", log, kind: "png", name: "train-f1_2", text: "iVBORw0KGgo=" },
    { type: "favorites", metrics: ["lr", "val/f1"] },
    { type: "favorites", metrics: [] },
    {
      type: "columns",
      log,
      wants: [
        { id: "@clock", have: 0 },
        { id: "metric:a.b", have: 7 },
      ],
    },
    {
      type: "trend",
      log,
      ask: { metric: "lr", kind: "power", axis: "@step", origin: 0, range: [1, 20], isLog: true },
    },
    { type: "failed", message: "no canvas" },
  ])("takes $type", (message) => {
    expect(parseFromPanel(message)).toEqual(message);
  });

  it.each([
    null,
    3,
    "ready",
    {},
    { type: "exec" },
    { type: "exec", log },
    { type: "openCsv" },
    { type: "wrangleCsv" },
    { type: "fix", log, code: "cadence", message: "wd comes too rarely." },
    { type: "readAs", log, role: "loss", column: "x" },
    { type: "readAs", log, role: "step" },
    { type: "readAs", log, role: "step", column: 3 },
    { type: "readAs", log, role: "step", column: "x".repeat(10_001) },
    { type: "keep" },
    { type: "keep", view: [] },
    { type: "keep", view: { metrics: ["x".repeat(100_000)] } },
    { type: "favorites", metrics: "lr" },
    { type: "favorites", metrics: ["lr", 3] },
    { type: "favorites", metrics: Array.from({ length: 501 }, () => "lr") },
    { type: "save", log, kind: "exe", name: "loss", text: "" },
    { type: "save", log, kind: "svg", name: "../../loss", text: "<svg/>" },
    { type: "save", log, kind: "svg", text: "<svg/>" },
    { type: "openLog", log, line: 0 },
    { type: "openLog", log, line: 1.5 },
    { type: "columns", log },
    { type: "trend", log },
    {
      type: "trend",
      log,
      ask: { metric: "lr", kind: "spline", axis: "@step", origin: 0, range: [1, 20], isLog: true },
    },
    {
      type: "trend",
      log,
      ask: { metric: "lr", kind: "power", axis: "@step", origin: 0, range: [1, NaN], isLog: true },
    },
    { type: "trend", log, ask: { metric: 3, kind: "power", axis: "@step", origin: 0, range: [1, 20], isLog: true } },
    { type: "columns", log, wants: [{ id: "@clock", have: -1 }] },
    { type: "columns", log, wants: [{ id: "elsewhere", have: 0 }] },
  ])("refuses %j", (message) => {
    expect(parseFromPanel(message)).toBeNull();
  });

  it("refuses a view that cannot be kept", () => {
    expect(parseFromPanel({ type: "keep", view: { number: 1n } })).toBeNull();
  });

  it("never throws, whatever a page sends", () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        parseFromPanel(value);
      }),
    );
  });

  it("carries nothing along that it does not know", () => {
    expect(parseFromPanel({ type: "ready", extra: 1 })).toEqual({ type: "ready" });
  });

  it("cuts an endless error text", () => {
    const parsed = parseFromPanel({ type: "failed", message: "x".repeat(1_000_000) });
    expect(parsed).toEqual({ type: "failed", message: "x".repeat(10_000) });
  });
});
