import type { Chart } from "chart.js";
import type { AxisKind } from "../../axes/range.ts";
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
  const axis: PixelAxis = { range: [across.min, across.max], kind: look.kinds.x, width };
  // A logarithmic axis has no place for a value <= 0: its stroke reaches the bottom.
  const place = (value: number): number =>
    look.kinds.y === "log" && value <= 0 ? area.bottom + 1 : up.getPixelForValue(value);
  const left = (column: number): number => area.left + (column + 0.5) / perPixel;
  ctx.setLineDash([...(look.dash ?? [])]);
  ctx.lineWidth = look.joined ? 1.25 : Math.max(1.25, 1 / perPixel);
  const { superseded, counting } = parts(look.series);
  // What counts is drawn last, over what does not.
  for (const [stretches, color] of [
    [superseded, look.supersededColor],
    [counting, look.color],
  ] as const) {
    ctx.strokeStyle = color;
    ctx.fillStyle = color;
    ctx.beginPath();
    for (const stretch of stretches) {
      const columns = look.series.columns(stretch, axis);
      if (look.joined) {
        join(ctx, columns, { left, place });
      } else {
        bars(ctx, columns, { left, place, perPixel });
      }
    }
    ctx.stroke();
  }
  ctx.setLineDash([]);
}

interface Placing {
  readonly left: (column: number) => number;
  readonly place: (value: number) => number;
}

/** A bar a column, on whole pixels: a path of thousands of strokes takes a browser without a graphics card ten times as long. */
function bars(
  ctx: CanvasRenderingContext2D,
  { from, least, greatest }: Columns,
  { left, place, perPixel }: Placing & { readonly perPixel: number },
): void {
  const pixel = (value: number): number => Math.round(value * perPixel) / perPixel;
  for (let column = 0; column < least.length; column++) {
    const low = least[column] ?? NaN;
    if (Number.isNaN(low)) {
      continue;
    }
    const [x, bottom] = [pixel(left(from + column) - 0.5 / perPixel), place(low) + 0.75];
    const top = place(greatest[column] ?? NaN) - 0.75;
    // A point that stands alone would hardly be seen: it gets some width.
    const isAlone = Number.isNaN(least[column - 1] ?? NaN) && Number.isNaN(least[column + 1] ?? NaN);
    ctx.fillRect(isAlone ? x - 1 : x, top, isAlone ? 3 : 1 / perPixel, bottom - top);
  }
}

/** A line through the first, the least, the greatest and the last of every column. */
function join(ctx: CanvasRenderingContext2D, columns: Columns, { left, place }: Placing): void {
  const { from, least, greatest, first, last } = columns;
  let begun = false;
  for (let column = 0; column < least.length; column++) {
    const low = least[column] ?? NaN;
    if (Number.isNaN(low)) {
      continue;
    }
    const x = left(from + column);
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
