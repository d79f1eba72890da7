import type { Chart } from "chart.js";
import { placing, type AxisKind } from "../../axes/range.ts";
import type { Columns, PixelAxis } from "../../model/pixelColumns.ts";
import type { Series, Stretch } from "../../model/series.ts";
import type { DescribedPlugin } from "./describedPlugin.ts";

/** A long series and how it is drawn. */
export interface SeriesLook {
  readonly series: Series;
  readonly kinds: { readonly x: AxisKind; readonly y: AxisKind };
  readonly color: string;
  /** Of what was run again later, so that it counts for nothing. */
  readonly supersededColor: string;
  /** Whether neighboring points are joined by a line. */
  readonly joined: boolean;
  readonly dash?: readonly number[];
}

/**
 * Draws series straight from their arrays, behind the chart's own lines: a stroke a pixel column, from the least to the
 * greatest of all points in it. So every spike shows at every zoom, and the cost does not depend on how many points there are.
 */
export function seriesPlugin(looks: () => readonly SeriesLook[]): DescribedPlugin<readonly SeriesLook[]> {
  return {
    id: "series",
    describe: looks,
    beforeDatasetsDraw: (chart) => {
      const { ctx, chartArea: area } = chart;
      ctx.save();
      ctx.beginPath();
      ctx.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
      ctx.clip();
      looks().forEach((look) => draw(chart, look));
      ctx.restore();
    },
  };
}

/** Columns are half a pixel wide on a fine screen, never finer than what the eye or the screen tells apart. */
const mostColumnsPerPixel = 2;

function draw(chart: Chart, look: SeriesLook): void {
  const { ctx, chartArea: area } = chart;
  const [across, up] = [chart.scales["x"], chart.scales["y"]];
  if (across === undefined || up === undefined) {
    return;
  }
  const perPixel = Math.min(Math.max(chart.currentDevicePixelRatio, 1), mostColumnsPerPixel);
  const width = Math.max(1, Math.round((area.right - area.left) * perPixel));
  const axis: PixelAxis = { range: [across.min, across.max], kind: look.kinds.x, width, ends: look.joined };
  const part = placing([up.min, up.max], look.kinds.y);
  const height = area.bottom - area.top;
  // A logarithmic axis has no place for a value <= 0: its stroke reaches the bottom.
  const place = (value: number): number =>
    look.kinds.y === "log" && value <= 0 ? area.bottom + 1 : area.bottom - part(value) * height;
  const placed = { left: area.left, perPixel, place };
  ctx.setLineDash([...(look.dash ?? [])]);
  const { superseded, counting } = parts(look.series);
  const paint = look.joined ? join : bars;
  // What counts is drawn last, over what does not.
  for (const [stretches, color] of [
    [superseded, look.supersededColor],
    [counting, look.color],
  ] as const) {
    if (stretches.length > 0) {
      paint(ctx, color, { ...placed, columns: stretches.map((stretch) => look.series.columns(stretch, axis)) });
    }
  }
  ctx.setLineDash([]);
}

interface Placed {
  /** Of each stretch. */
  readonly columns: readonly Columns[];
  /** Where the axis begins, in pixels, and how many columns there are to a pixel. */
  readonly left: number;
  readonly perPixel: number;
  readonly place: (value: number) => number;
}

/**
 * A bar a column, on whole pixels: strokes as thin as a pixel of the screen, which browsers draw far faster than any wider
 * and than as many rectangles.
 */
function bars(ctx: CanvasRenderingContext2D, color: string, { columns, left, place, perPixel }: Placed): void {
  ctx.strokeStyle = color;
  ctx.fillStyle = color;
  ctx.lineWidth = 1 / perPixel;
  ctx.beginPath();
  for (const { from, least, greatest } of columns) {
    const first = Math.round(left * perPixel) + from + 0.5;
    for (let column = 0; column < least.length; column++) {
      const low = least[column] ?? NaN;
      if (Number.isNaN(low)) {
        continue;
      }
      const x = (first + column) / perPixel;
      const bottom = place(low) + 0.75;
      const top = place(greatest[column] ?? NaN) - 0.75;
      if (Number.isNaN(least[column - 1] ?? NaN) && Number.isNaN(least[column + 1] ?? NaN)) {
        // A point that stands alone would hardly be seen: it gets some width.
        ctx.fillRect(x - 0.5 / perPixel - 1, top, 3, bottom - top);
      } else {
        ctx.moveTo(x, top);
        ctx.lineTo(x, bottom);
      }
    }
  }
  ctx.stroke();
}

function join(ctx: CanvasRenderingContext2D, color: string, { columns, ...placed }: Placed): void {
  ctx.strokeStyle = color;
  ctx.lineWidth = 1.25;
  ctx.beginPath();
  columns.forEach((stretch) => addLine(ctx, stretch, placed));
  ctx.stroke();
}

/** A line through the first, the least, the greatest and the last of every column. */
function addLine(
  ctx: CanvasRenderingContext2D,
  { from, least, greatest, first, last }: Columns,
  { left, place, perPixel }: Omit<Placed, "columns">,
): void {
  let begun = false;
  for (let column = 0; column < least.length; column++) {
    const low = least[column] ?? NaN;
    if (Number.isNaN(low)) {
      continue;
    }
    const x = left + (from + column + 0.5) / perPixel;
    if (begun) {
      ctx.lineTo(x, place(first[column] ?? NaN));
    } else {
      ctx.moveTo(x, place(first[column] ?? NaN));
    }
    begun = true;
    const high = greatest[column] ?? NaN;
    if (high > low) {
      ctx.lineTo(x, place(low));
      ctx.lineTo(x, place(high));
    }
    ctx.lineTo(x, place(last[column] ?? NaN));
  }
}

/** The stretches of a series, each cut where a later one begins: what was run again is a part of its own. */
function parts(series: Series): { readonly counting: readonly Stretch[]; readonly superseded: readonly Stretch[] } {
  const { x } = series;
  const [counting, superseded]: [Stretch[], Stretch[]] = [[], []];
  let begins = Infinity;
  for (const stretch of series.stretches().toReversed()) {
    const { end: cut } = series.indicesWithin(stretch, [-Infinity, below(begins)]);
    counting.push({ start: stretch.start, end: cut });
    superseded.push({ start: cut, end: stretch.end });
    begins = Math.min(begins, x[stretch.start] ?? Infinity);
  }
  const isThere = ({ start, end }: Stretch): boolean => end > start;
  return { counting: counting.filter(isThere), superseded: superseded.filter(isThere) };
}

/** The greatest double less than a value, as far as a comparison needs it. */
function below(value: number): number {
  return value === Infinity ? value : value - Math.abs(value) * Number.EPSILON;
}
