import type { AxisKind, Range } from "../axes/range.ts";
import type { Series, Stretch } from "./series.ts";

/** Up to this many points in sight, each has a dot of its own. */
const mostDots = 120;

/** Whether so few points of a series lie in a part of the axis that each is told from the next. */
export function isSparse(series: Series, range: Range): boolean {
  return stretchesWithin(series, range).reduce((sum, { start, end }) => sum + end - start, 0) <= mostDots;
}

/** The points of a series within a part of the axis that axes of some kinds can show. */
export function pointsWithin(
  series: Series,
  range: Range,
  kinds: { readonly x: AxisKind; readonly y: AxisKind },
): { x: number; y: number }[] {
  return stretchesWithin(series, range)
    .flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i))
    .map((i) => ({ x: series.x[i] ?? NaN, y: series.y[i] ?? NaN }))
    .filter(({ x, y }) => Number.isFinite(y) && (kinds.x === "linear" || x > 0) && (kinds.y === "linear" || y > 0));
}

function stretchesWithin(series: Series, range: Range): readonly Stretch[] {
  return series.stretches().map((stretch) => series.indicesWithin(stretch, range));
}
