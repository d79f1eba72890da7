import { describe, expect, it } from "vitest";
import type { DrawnLine } from "../../../../webview/curves/curveLines.ts";
import { afterPlotKey, type KeyPoint } from "../../../../webview/curves/plotKeys.ts";
import { SharedAxis } from "../../../../webview/curves/sharedAxis.ts";

const x = Float64Array.of(0, 100);
const line = (key: string, ...y: number[]): DrawnLine => ({
  ...{ key, name: key, color: "red", isDashed: false, isLost: false, raw: null, spread: null, band: null },
  x,
  y: Float64Array.from(y),
});
const short = { ...line("short", 0, 0), x: Float64Array.of(0, 5) };
const lines = [line("middle", 2, 2), line("low", 3, 1), line("high", 3, 3), short];
const axis = { lines, range: [0, 100], kind: "linear" } as const;

function press(key: string, at: KeyPoint | null, shiftKey = false): ReturnType<typeof afterPlotKey> {
  return afterPlotKey({ key, shiftKey, ctrlKey: false, metaKey: false, altKey: false }, at, axis);
}

describe("keys in a chart of many lines", () => {
  it("go from line to line by their values, near the end at first", () => {
    expect(press("ArrowUp", null)).toEqual({ key: "low", x: 90 });
    expect(press("ArrowDown", null)).toEqual({ key: "high", x: 90 });
    expect(press("ArrowUp", { key: "low", x: 90 })).toEqual({ key: "middle", x: 90 });
    expect(press("ArrowUp", { key: "high", x: 90 })).toEqual({ key: "high", x: 90 });
    expect(press("ArrowDown", { key: "middle", x: 4 })).toEqual({ key: "short", x: 4 });
  });

  it("move along the axis and no further, open a line, and let go", () => {
    expect(press("ArrowRight", { key: "low", x: 90 }, true)).toEqual({ key: "low", x: 92 });
    expect(press("ArrowLeft", { key: "low", x: 1 }, true)).toEqual({ key: "low", x: 0 });
    expect(press("ArrowLeft", { key: "low", x: 1 })).toBeUndefined();
    expect(press("Enter", { key: "low", x: 1 })).toBe("open");
    expect(press("Enter", null)).toBeUndefined();
    expect(press("Escape", { key: "low", x: 1 })).toBeNull();
  });
});

describe("the axis that charts share", () => {
  it("shows all, or what was chosen, and asks for that alone", () => {
    const shared = new SharedAxis();
    shared.grow([0, 10], "linear");
    expect(shared.shown("linear")).toEqual([0, 10]);
    shared.zoomTo([2, 3]);
    shared.grow([2, 3], "linear");
    expect([shared.shown("linear"), shared.asked, shared.whole]).toEqual([
      [2, 3],
      [2, 3],
      [0, 10],
    ]);
  });

  it("keeps the end in sight while runs grow, and stops where a part is chosen", () => {
    const shared = new SharedAxis();
    shared.grow([0, 10], "linear");
    shared.zoomTo([2, 7]);
    shared.follow(true, "linear");
    expect([shared.shown("linear"), shared.asked]).toEqual([[5, 10], null]);
    shared.grow([0, 20], "linear");
    expect(shared.shown("linear")).toEqual([15, 20]);
    shared.zoomTo([1, 2]);
    expect(shared.isFollowing).toBe(false);
    shared.follow(false, "linear");
    expect(shared.isZoomed).toBe(false);
  });

  it("shows the last fifth of what is followed where no part was chosen", () => {
    const shared = new SharedAxis();
    shared.grow([0, 10], "linear");
    shared.follow(true, "linear");
    expect(shared.shown("linear")).toEqual([8, 10]);
  });
});
