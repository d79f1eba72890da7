import { valueAt as lineAt } from "../../src/sweep/curves/bandOf.ts";
import type { KeyPress } from "../cursor/zoomRange.ts";
import { partOf, valueAt, type AxisKind, type Range } from "../axes/range.ts";
import { mainLines, type DrawnLine } from "./curveLines.ts";

/** A line that keys point at, by key, at a place of the x axis. */
export interface KeyPoint {
  readonly key: string;
  readonly x: number;
}

/** What keys move about in. */
export interface KeyedLines {
  readonly lines: readonly DrawnLine[];
  readonly range: Range;
  readonly kind: AxisKind;
}

/** Where keys begin on the axis, as a part of it: most lines have an end there that is worth comparing. */
const firstPart = 0.9;
/** How far a key moves along the axis. */
const step = 0.02;

/**
 * What is pointed at after a key: Up and Down go to the next line there, Shift+Left and Shift+Right along the axis, Escape
 * points at nothing (null); "open" for Enter on a line; undefined where the key means nothing here.
 */
export function afterPlotKey(
  { key, shiftKey, ctrlKey, metaKey, altKey }: KeyPress,
  at: KeyPoint | null,
  { lines, range, kind }: KeyedLines,
): KeyPoint | "open" | null | undefined {
  if (ctrlKey || metaKey || altKey) {
    return undefined;
  }
  const along = (part: number): number => valueAt(range, kind, Math.min(Math.max(part, 0), 1));
  const x = at?.x ?? along(firstPart);
  switch (key) {
    case "ArrowUp":
      return nextLine(lines, { x, key: at?.key ?? null }, 1);
    case "ArrowDown":
      return nextLine(lines, { x, key: at?.key ?? null }, -1);
    case "ArrowLeft":
    case "ArrowRight":
      return at === null || !shiftKey
        ? undefined
        : { key: at.key, x: along(partOf(range, kind, x) + (key === "ArrowLeft" ? -step : step)) };
    case "Enter":
      return at === null ? undefined : "open";
    case "Escape":
      return at === null ? undefined : null;
    default:
      return undefined;
  }
}

/** The line above or below another one at a place; the lowest or the highest where none was pointed at. */
function nextLine(
  lines: readonly DrawnLine[],
  { x, key }: { readonly x: number; readonly key: string | null },
  by: 1 | -1,
): KeyPoint | undefined {
  const there = mainLines(lines)
    .map((line) => ({ key: line.key, y: lineAt(line, x) }))
    .filter(({ y }) => Number.isFinite(y))
    .toSorted((one, other) => one.y - other.y);
  const place = there.findIndex((line) => line.key === key);
  const next = place < 0 ? (by > 0 ? 0 : there.length - 1) : Math.min(Math.max(place + by, 0), there.length - 1);
  const found = there[next];
  return found === undefined ? undefined : { key: found.key, x };
}
