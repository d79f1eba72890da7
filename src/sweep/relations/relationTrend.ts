import { fewestForTrend, fitTrend } from "../../numerics/regression/trend.ts";
import type { TrendKind } from "../../numerics/regression/trendKinds.ts";

/** A curve through runs in a scatter plot, for the eye alone. */
export interface RelationTrend {
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Share of the variance of y that it explains; null without a trend. */
  readonly r2: number | null;
  /** Why there is none; null where there is one. */
  readonly absent: "fewPoints" | "constant" | "notPositive" | null;
}

/** Points that a trend is drawn through. */
const drawn = 100;

/**
 * A trend of one column over another; `x` and `y` have the same length and are finite. `isLog`: whether x is shown by its
 * logarithm, so that the points of the curve lie evenly there. Fitted to the values themselves, not to their logarithms.
 */
export function relationTrend(kind: TrendKind, x: Float64Array, y: Float64Array, isLog: boolean): RelationTrend {
  const trend = fitTrend(kind, x, y);
  if (trend === null) {
    const isSame = (values: Float64Array): boolean => values.every((value) => value === values[0]);
    const absent = x.length < fewestForTrend || isSame(x) ? "fewPoints" : isSame(y) ? "constant" : "notPositive";
    return { points: [], r2: null, absent };
  }
  const [low, high] = x.reduce(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
  const points = Array.from({ length: drawn }, (_, i) => {
    const part = i / (drawn - 1);
    const at = isLog && low > 0 ? low * (high / low) ** part : low + part * (high - low);
    return { x: at, y: trend.at(at) };
  });
  return { points: points.filter((point) => Number.isFinite(point.y)), r2: trend.r2, absent: null };
}
