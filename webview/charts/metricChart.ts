import type { Chart } from "chart.js";
import type { TrendLine } from "../../src/review/model/trendLine.ts";
import { shownRange } from "../cursor/zoomRange.ts";
import { clippedRange } from "../model/clippedRange.ts";
import type { ChartModel } from "../model/chartModel.ts";
import { axisFormat } from "../axes/pageAxis.ts";
import { hull, type AxisKind, type Range } from "../axes/range.ts";
import type { Series } from "../model/series.ts";
import { smoothLine } from "../model/smoothLine.ts";
import { faint, type Theme } from "../ui/theme.ts";
import { CurveChart, visiblePoints, type Line } from "./curveChart.ts";
import { labelStyle } from "./plugins/marksPlugin.ts";
import { problemMarksPlugin } from "./plugins/problemMarksPlugin.ts";
import { seriesPlugin, type SeriesLook } from "./plugins/seriesPlugin.ts";
import { dotsOf } from "./seriesDots.ts";

/** Values that differ by more than this factor are legible on a logarithmic axis alone. */
const wide = 200;
/** Of the y axis, which has no title: that of the chart stands above it. */
const gutter = 5.5;
/** What is left of a line's strength behind its smoothed one. */
const behind = 0.3;

/** A metric of a chart and how it is drawn. */
export interface MetricLine {
  readonly metric: string;
  readonly color: (theme: Theme) => string;
  readonly dash: readonly number[];
}

interface Drawn {
  readonly line: MetricLine;
  readonly series: Series;
}

interface Shown {
  readonly shown: ChartModel;
  readonly drawn: readonly Drawn[];
  readonly kinds: { readonly x: AxisKind; readonly y: AxisKind };
}

/** How a metric that stands alone in its chart is drawn. */
export function loneLine(metric: string): MetricLine {
  return { metric, color: (theme) => theme.blue, dash: [] };
}

/** One metric, or a few of the same kind, over the x axis that all charts share. */
export class MetricChart {
  readonly #picture: CurveChart;
  readonly #lines: readonly MetricLine[];
  readonly #kindOf: (extremes: Range | null) => AxisKind;
  #shown: Shown | null = null;

  /** @param kindOf Kind of the y axis by the least and the greatest value of all. */
  constructor(canvas: HTMLCanvasElement, lines: readonly MetricLine[], kindOf = kindOfY) {
    this.#lines = lines;
    this.#kindOf = kindOf;
    this.#picture = new CurveChart(canvas, [
      seriesPlugin(() => (this.#shown === null ? [] : looksOf(this.#shown))),
      problemMarksPlugin(() => {
        const { shown, drawn } = this.#shown ?? {};
        const series = drawn?.find((one) => one.series.broken.length > 0)?.series;
        return shown === undefined || series === undefined
          ? null
          : { series, color: shown.theme.red, font: labelStyle(shown.theme).font };
      }),
    ]);
  }

  get chart(): Chart {
    return this.#picture.chart;
  }

  /**
   * Draws the metrics as far as they are here, and a trend through them; false where there is nothing to draw. `title`: of
   * the y axis, where nothing else says what it shows.
   */
  show(shown: ChartModel, { trend = null, title = "" }: { trend?: TrendLine | null; title?: string } = {}): boolean {
    const x = "linear";
    const whole = shown.whole(x);
    const drawn = this.#lines.flatMap((line) => {
      const series = shown.metric(line.metric);
      return series === null ? [] : [{ line, series }];
    });
    if (drawn.length === 0 || whole === null) {
      return false;
    }
    const range = shownRange(shown.view.zoom, whole, x);
    const all = drawn.map(({ series }) => series);
    const y = this.#kindOf(hull(all.map((series) => series.extremesWithin(whole))));
    const up = heightOf(all, { range, whole, y, clips: shown.view.clips });
    if (up === null) {
      return false;
    }
    this.#shown = { shown, drawn, kinds: { x, y } };
    this.#picture.show({
      x: { kind: x, range, ...axisFormat(shown.axis, shown.plot, whole) },
      y: { kind: y, title, range: up },
      lines: linesOf(this.#shown, range, trend),
      theme: shown.theme,
      gutter,
    });
    return true;
  }
}

function heightOf(
  all: readonly Series[],
  { range, whole, y, clips }: { readonly range: Range; readonly whole: Range; readonly y: AxisKind; clips: boolean },
): Range | null {
  const within = (part: Range): Range | null => hull(all.map((series) => series.rangeWithin(part, y)));
  return (clips ? clippedRange(all, range, y) : null) ?? within(range) ?? within(whole);
}

function looksOf({ shown: { theme, view }, drawn, kinds }: Shown): SeriesLook[] {
  const strength = view.smoothing > 0 ? behind : 1;
  return drawn.map(({ line: { color, dash }, series }) => ({
    ...{ series, kinds, dash, joined: true },
    color: faint(color(theme), strength),
    supersededColor: faint(theme.yellow, 0.7 * strength),
  }));
}

function linesOf({ shown, drawn, kinds }: Shown, range: Range, trend: TrendLine | null): Line[] {
  const { theme, view } = shown;
  const weight = view.smoothing;
  return [
    ...drawn.flatMap(({ line, series }) =>
      weight > 0
        ? [smooth({ line, series }, { range, weight, kinds, theme })]
        : dotsOf(series, range, { color: line.color(theme), kinds }),
    ),
    ...(trend === null ? [] : [dashed(trend, kinds, theme)]),
  ];
}

function smooth(
  { line, series }: Drawn,
  { range, weight, kinds, theme }: Pick<Shown, "kinds"> & { range: Range; weight: number; theme: Theme },
): Line {
  return {
    data: visiblePoints(smoothLine(series, { range, kind: kinds.x, weight }), kinds),
    borderColor: line.color(theme),
    borderDash: [...line.dash],
    borderWidth: 1.75,
    pointRadius: 0,
  };
}

/** A trend is dashed and in a color of its own: nobody takes it for what was logged. */
function dashed({ points }: TrendLine, kinds: Shown["kinds"], theme: Theme): Line {
  const [t, y] = [Float64Array.from(points, ({ x }) => x), Float64Array.from(points, (point) => point.y)];
  return {
    data: visiblePoints({ t, y }, kinds),
    borderColor: theme.orange,
    borderDash: [6, 4],
    borderWidth: 2,
    pointRadius: 0,
  };
}

function kindOfY(extremes: Range | null): AxisKind {
  return extremes !== null && extremes[0] > 0 && extremes[1] / extremes[0] > wide ? "log" : "linear";
}
