import { describe, expect, it } from "vitest";
import type { TableLine } from "../../../../../src/sweep/view/tableLine.ts";
import { gridKey, type Active } from "../../../../../webview/runs/grid/gridKeys.ts";
import { sparkPath } from "../../../../../webview/model/sparkPath.ts";
import { rowOf } from "../../../sweep/rows.ts";

const run: TableLine = { kind: "run", row: rowOf("a", {}), depth: 0 };
const group: TableLine = {
  kind: "group",
  key: "k",
  name: "lr = 1",
  depth: 0,
  runs: 2,
  open: true,
  summary: { of: () => null, bestRun: () => null },
};

interface Press {
  readonly at?: Active;
  readonly line?: TableLine;
  readonly control?: boolean;
  readonly shift?: boolean;
}

function press(key: string, { at = { line: 5, column: 2 }, line = run, control = false, shift = false }: Press = {}) {
  const pressed = { key, ctrlKey: control, metaKey: false, shiftKey: shift, altKey: false };
  return gridKey(pressed, { at, line, size: { lines: 100, columns: 8, page: 20 } });
}

const moved = (line: number, column: number): unknown => ({ kind: "move", to: { line, column } });

describe("keys of the grid", () => {
  it("move the active cell and stop at the ends", () => {
    expect(press("ArrowDown")).toEqual(moved(6, 2));
    expect(press("ArrowLeft", { at: { line: 5, column: 0 } })).toEqual(moved(5, 0));
    expect(press("PageDown", { at: { line: 95, column: 2 } })).toEqual(moved(99, 2));
    expect(press("PageUp", { at: { line: 3, column: 2 } })).toEqual(moved(0, 2));
    expect(press("Home")).toEqual(moved(5, 0));
    expect(press("End", { control: true })).toEqual(moved(99, 7));
    expect(press("ArrowUp", { at: { line: 0, column: 2 } })).toEqual(moved(-1, 2));
  });

  it("tick, open, sort and choose all", () => {
    expect(press(" ")).toEqual({ kind: "tick" });
    expect(press("Enter")).toEqual({ kind: "open" });
    expect(press("a", { control: true })).toEqual({ kind: "all" });
    expect(press("Enter", { at: { line: -1, column: 2 }, shift: true })).toEqual({ kind: "sort", add: true });
    expect(press("F10", { shift: true })).toEqual({ kind: "menu" });
  });

  it("close and open a group from its first cell only", () => {
    expect(press("ArrowLeft", { at: { line: 5, column: 0 }, line: group })).toEqual({ kind: "toggle" });
    expect(press("ArrowRight", { at: { line: 5, column: 0 }, line: { ...group, open: false } })).toEqual({
      kind: "toggle",
    });
    expect(press("ArrowLeft", { line: group })).toEqual(moved(5, 1));
  });

  it("leave other keys alone", () => {
    expect(["Tab", "Escape", "x"].map((key) => press(key))).toEqual([null, null, null]);
  });
});

describe("a small curve", () => {
  it("falls from the left edge to the right one, and is broken where there is no value", () => {
    expect(sparkPath([10, 1])).toBe("M1.5 1.5L70.5 16.5");
    expect(sparkPath([10, Number.NaN, 1])).toBe("M1.5 1.5M70.5 16.5");
    expect(sparkPath([])).toBe("");
    expect(sparkPath([-1, -1])).toBe("M1.5 9.0L70.5 9.0");
  });
});
