import { describe, expect, it } from "vitest";
import { partOf, type AxisKind, type Range } from "../../../../webview/axes/range.ts";
import {
  afterKey,
  afterMove,
  afterSelection,
  afterWheel,
  keptWithin,
  shownRange,
  type KeyPress,
  type ZoomTarget,
} from "../../../../webview/cursor/zoomRange.ts";

const whole: Range = [1, 101];

/** A chart of 100 pixels that shows a part of its x axis. */
function chart(range: Range, kind: AxisKind = "linear"): ZoomTarget {
  return { area: () => ({ left: 0, right: 100 }), range: () => range, kind: () => kind, whole: () => whole };
}

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({ ...plain, key, ...held });

describe("a key on a chart", () => {
  it.each<AxisKind>(["linear", "log"])("moves what is shown of a %s axis to its end and no further", (kind) => {
    const width = ([low, high]: Range): number => partOf(whole, kind, high) - partOf(whole, kind, low);
    let shown: Range = [50, 60];
    for (let i = 0; i < 500; i++) {
      shown = afterKey(press("ArrowRight"), chart(shown, kind)) ?? [NaN, NaN];
    }
    expect(shown[1]).toBeCloseTo(101, 9);
    expect(width(shown)).toBeCloseTo(width([50, 60]), 9);
  });

  it("is left to VS Code together with Ctrl, Meta and Alt, and with Shift to the cursor", () => {
    for (const key of ["+", "-", "0", "ArrowLeft"]) {
      expect(afterKey(press(key), chart([50, 60]))).not.toBeUndefined();
      for (const held of ["ctrlKey", "metaKey", "altKey"]) {
        expect(afterKey(press(key, { [held]: true }), chart([50, 60]))).toBeUndefined();
      }
    }
    expect(afterKey(press("ArrowLeft", { shiftKey: true }), chart([50, 60]))).toBeUndefined();
    expect(afterKey(press("x"), chart([50, 60]))).toBeUndefined();
  });
});

describe("a wheel over a chart", () => {
  it("zooms by whichever way it turned, and not where it did not turn", () => {
    expect(afterWheel({ deltaX: 0, deltaY: 0, offsetX: 50 }, chart([50, 60]))).toBeUndefined();
    const further = afterWheel({ deltaX: 100, deltaY: 0, offsetX: 50 }, chart([50, 60]));
    expect(further).toEqual([48.75, 61.25]);
    expect(afterWheel({ deltaX: 0, deltaY: -1, offsetX: 0 }, chart([50, 60]))).toEqual([50, 58]);
    expect(afterWheel({ deltaX: 0, deltaY: 1, offsetX: 0 }, chart(whole))).toBeNull();
  });
});

describe("a drag on a chart", () => {
  it("past an end leaves what is shown as wide as it was", () => {
    const [low, high] = afterMove([50, 60], chart([50, 60]), -1000) ?? [NaN, NaN];
    expect(low).toBeCloseTo(1, 9);
    expect(high).toBeCloseTo(11, 9);
    expect(afterMove(whole, chart(whole), 0.5)).toBeNull();
  });

  it("with Shift shows what lies between its ends, in either direction", () => {
    expect(afterSelection(75, 25, chart(whole))).toEqual([26, 76]);
    expect(afterSelection(-10, 500, chart(whole))).toBeNull();
  });
});

describe("keptWithin", () => {
  it("cuts to the whole", () => {
    expect(keptWithin([0, 5], [1, 10], "linear")).toEqual([1, 5]);
  });

  it("is null for the whole, also where rounding moved its ends", () => {
    expect(keptWithin([0, 20], [1, 10], "linear")).toBeNull();
    expect(keptWithin([0.025 * (1 + 1e-15), 50 * (1 - 1e-15)], [0.025, 50], "log")).toBeNull();
    expect(keptWithin([0.026, 50], [0.025, 50], "log")).not.toBeNull();
  });

  it("is null where nothing could be told apart, below 0 too", () => {
    expect(keptWithin([5, 5], [1, 10], "linear")).toBeNull();
    expect(keptWithin([-5 - 1e-12, -5], [-10, 10], "linear")).toBeNull();
    expect(keptWithin([NaN, NaN], [1, 10], "linear")).toBeNull();
  });
});

describe("shownRange", () => {
  it("is what was chosen, within what a logarithmic axis has", () => {
    expect(shownRange([2, 5], [1, 10], "log")).toEqual([2, 5]);
    expect(shownRange([-2, 5], [1, 10], "log")).toEqual([1, 5]);
    expect(shownRange(null, [1, 10], "log")).toEqual([1, 10]);
  });

  it("is all where what was chosen lies outside it, as in a run that began again", () => {
    expect(shownRange([40, 50], [0, 3], "linear")).toEqual([0, 3]);
    expect(shownRange([-3, 0], [0, 3], "linear")).toEqual([0, 3]);
  });
});
