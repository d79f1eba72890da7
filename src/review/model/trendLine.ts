import type { TrendKind } from "../../numerics/regression/trendKinds.ts";
import type { AxisId } from "./axisIds.ts";

export { trendKinds, type TrendKind } from "../../numerics/regression/trendKinds.ts";

/** A trend that a page asks for: of a metric over the part of an axis that is visible. */
export interface TrendAsk {
  readonly metric: string;
  readonly kind: TrendKind;
  readonly axis: AxisId;
  /** What the axis counts from: the time of the first record where it shows the time since then. */
  readonly origin: number;
  /** Visible part, counted from the origin. */
  readonly range: readonly [from: number, to: number];
  /** Whether the axis is logarithmic: where along it the curve's own points lie. */
  readonly isLog: boolean;
}

/** A trend as it is drawn. */
export interface TrendLine {
  readonly ask: TrendAsk;
  /** Points of the curve, x counted from the origin; none where there is no trend. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** Share of the variance that it explains; null without a trend. */
  readonly r2: number | null;
  /** Why there is no trend; null where there is one. */
  readonly absent: "fewPoints" | "constant" | "notPositive" | null;
}
