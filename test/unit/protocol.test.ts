import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseFromPanel } from "../../src/protocol.ts";

describe("parseFromPanel", () => {
  it.each([
    { type: "ready" },
    { type: "generateCsv" },
    { type: "openCsv" },
    { type: "openLog", line: null },
    { type: "openLog", line: 3 },
    { type: "failed", message: "no canvas" },
  ])("takes $type", (message) => {
    expect(parseFromPanel(message)).toEqual(message);
  });

  it.each([null, 3, "ready", {}, { type: "exec" }, { type: "openLog", line: 0 }, { type: "openLog", line: 1.5 }])(
    "refuses %j",
    (message) => {
      expect(parseFromPanel(message)).toBeNull();
    },
  );

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
