import { describe, expect, it } from "vitest";
import { curvesStatus } from "../../../../webview/curves/curvesStatus.ts";
import { mostDrawn } from "../../../../webview/curves/drawnItems.ts";
import { nearestLine } from "../../../../webview/curves/nearestLine.ts";

describe("the line that is pointed at", () => {
  const x = Float64Array.of(0, 10);
  const lines = [
    { key: "low", x, y: Float64Array.of(0, 10) },
    { key: "high", x, y: Float64Array.of(50, 60) },
  ];
  const at = (where: number, pixel: number): string | null => nearestLine(lines, { x: where, pixel }, (value) => value);

  it("is the nearest above or below, between its points too", () => {
    expect(at(5, 8)).toBe("low");
    expect(at(5, 52)).toBe("high");
    expect(at(5, 29)).toBe("low");
  });

  it("is none where all are far, or end before", () => {
    expect(at(5, 200)).toBeNull();
    expect(at(11, 5)).toBeNull();
  });
});

describe("the status of the charts", () => {
  const item = { key: "", name: "", color: "", logs: [], isLost: false };
  const drawn = (n: number, isGroup = false): Parameters<typeof curvesStatus>[0] => ({
    items: Array.from({ length: n }, () => ({ ...item, isGroup })),
    legend: [],
  });

  it("counts runs or groups, and says that more than the first are not drawn", () => {
    expect(curvesStatus(drawn(1), { runs: 1, waiting: 0 })).toBe("1 run");
    expect(curvesStatus(drawn(3, true), { runs: 9, waiting: 0 })).toBe("3 groups");
    expect(curvesStatus(drawn(mostDrawn), { runs: mostDrawn, waiting: 0 })).toBe("The first 2,000 runs");
  });

  it("says how many curves have come while some are read", () => {
    expect(curvesStatus(drawn(5), { runs: 5, waiting: 2 })).toBe("Reading curves: 3 of 5…");
  });
});
