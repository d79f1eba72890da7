import type { AxisKind, Range } from "../axes/range.ts";
import type { Series } from "../model/series.ts";
import { isSparse, pointsWithin } from "../model/sparse.ts";
import type { Line } from "./curveChart.ts";

/** The points themselves where they are few enough to be told apart; else nothing. */
export function dotsOf(
  series: Series,
  range: Range,
  { color, kinds }: { readonly color: string; readonly kinds: { readonly x: AxisKind; readonly y: AxisKind } },
): Line[] {
  return isSparse(series, range)
    ? [
        {
          data: pointsWithin(series, range, kinds),
          borderColor: "transparent",
          backgroundColor: color,
          showLine: false,
          pointRadius: 2,
        },
      ]
    : [];
}
