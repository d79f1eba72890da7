import type { AxisKind, Range } from "../model/range.ts";
import type { Series } from "../model/series.ts";
import type { Line } from "./curveChart.ts";

/** Up to this many points in sight, each has a dot of its own. */
const mostDots = 120;

/** Whether so few points of a series lie in a part of the axis that each is told from the next. */
export function isSparse(series: Series, range: Range): boolean {
  return countWithin(series, range) <= mostDots;
}

/** The points themselves where they are few enough to be told apart; else nothing. */
export function dotsOf(
  series: Series,
  range: Range,
  { color, kinds }: { readonly color: string; readonly kinds: { readonly x: AxisKind; readonly y: AxisKind } },
): Line[] {
  if (!isSparse(series, range)) {
    return [];
  }
  const indices = stretchesWithin(series, range).flatMap(({ start, end }) =>
    Array.from({ length: end - start }, (_, i) => start + i),
  );
  const data = indices
    .map((i) => ({ x: series.x[i] ?? NaN, y: series.y[i] ?? NaN }))
    .filter(({ x, y }) => Number.isFinite(y) && (kinds.x === "linear" || x > 0) && (kinds.y === "linear" || y > 0));
  return [{ data, borderColor: "transparent", backgroundColor: color, showLine: false, pointRadius: 2 }];
}

function countWithin(series: Series, range: Range): number {
  return stretchesWithin(series, range).reduce((sum, { start, end }) => sum + end - start, 0);
}

function stretchesWithin(series: Series, range: Range): readonly { readonly start: number; readonly end: number }[] {
  return series.stretches().map((stretch) => series.indicesWithin(stretch, range));
}
