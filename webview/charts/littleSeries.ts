import { partOf, placing, type AxisKind, type Range } from "../axes/range.ts";
import type { Series } from "../model/series.ts";
import { isSparse, pointsWithin } from "../model/sparse.ts";
import { faint, type Theme } from "../ui/theme.ts";

/** A series, and where it is drawn. */
export interface LittleSeries {
  readonly series: Series;
  readonly whole: Range;
  readonly kinds: { readonly x: AxisKind; readonly y: AxisKind };
  /** Ends of the x axis in CSS pixels. */
  readonly area: { readonly left: number; readonly right: number };
  readonly theme: Theme;
}

/** Draws a whole series in little: of each pixel the least and the greatest value, so that no spike is hidden. */
export function drawSeries(
  context: CanvasRenderingContext2D,
  { series, whole, kinds, area, theme }: LittleSeries,
  height: number,
): void {
  const y = series.rangeWithin(whole, kinds.y);
  if (y === null) {
    return;
  }
  const part = placing(y, kinds.y);
  // A logarithmic axis has no place for a value <= 0: its stroke reaches the bottom.
  const place = (value: number): number => (1 - Math.min(Math.max(part(value), 0), 1)) * height;
  const width = Math.max(1, Math.round(area.right - area.left));
  if (isSparse(series, whole)) {
    joinPoints(context, { series, whole, kinds, area, theme }, place);
    return;
  }
  context.fillStyle = faint(theme.blue, theme.highContrast ? 1 : 0.7);
  for (const stretch of series.stretches()) {
    const { from, least, greatest } = series.columns(stretch, { range: whole, kind: kinds.x, width });
    least.forEach((low, i) => {
      if (!Number.isNaN(low)) {
        const top = place(greatest[i] ?? NaN);
        const bottom = low > 0 || kinds.y === "linear" ? place(low) : height;
        context.fillRect(area.left + from + i, top - 0.5, 1.25, Math.max(bottom - top, 0) + 1);
      }
    });
  }
}

/** So few points would be specks: they are joined. */
function joinPoints(
  context: CanvasRenderingContext2D,
  { series, whole, kinds, area, theme }: LittleSeries,
  place: (value: number) => number,
): void {
  context.strokeStyle = theme.blue;
  context.lineWidth = 1;
  context.beginPath();
  for (const { x, y } of pointsWithin(series, whole, kinds)) {
    context.lineTo(area.left + partOf(whole, kinds.x, x) * (area.right - area.left), place(y));
  }
  context.stroke();
}
