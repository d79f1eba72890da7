import type { Points } from "../../src/review/model/runPlot.ts";
import { rangeOf, type AxisKind, type Range } from "../axes/range.ts";
import { faint, type Theme } from "../ui/theme.ts";
import { visiblePoints, type Line } from "./curveChart.ts";

/** What the axes of some points span; null where they can show none. */
export function axesOf({ t, y }: Points, kinds: { x: AxisKind; y: AxisKind }): { x: Range; y: Range } | null {
  const [x, up] = [rangeOf(kinds.x, t), rangeOf(kinds.y, y)];
  return x === null || up === null ? null : { x, y: up };
}

/** Points, each a dot of its own. */
export function dots(points: Points, kinds: { x: AxisKind; y: AxisKind }, theme: Theme): Line {
  return {
    data: visiblePoints(points, kinds),
    backgroundColor: faint(theme.blue, 0.8),
    borderColor: "transparent",
    showLine: false,
    pointRadius: 1.75,
  };
}

/** A dashed line at a height. */
export function level(y: number, [low, high]: Range, theme: Theme): Line {
  return {
    data: [
      { x: low, y },
      { x: high, y },
    ],
    borderColor: theme.muted,
    borderWidth: 1,
    borderDash: [6, 3],
    pointRadius: 0,
  };
}
