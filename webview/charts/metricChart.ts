import type { Chart } from "chart.js";
import type { TrendLine } from "../../src/review/model/trendLine.ts";
import type { AxisKind, Range } from "../model/range.ts";
import type { Series } from "../model/series.ts";
import { faint } from "../ui/theme.ts";
import { drawChart, makeChart, visiblePoints, type Line } from "./curveChart.ts";
import { problemMarksPlugin } from "./plugins/problemMarksPlugin.ts";
import { labelStyle } from "./plugins/marksPlugin.ts";
import { axisFormat } from "../model/pageAxis.ts";
import { seriesPlugin } from "./plugins/seriesPlugin.ts";
import { fullRange, type ChartModel } from "../model/chartModel.ts";
import { shownRange } from "../cursor/zoomRange.ts";

/** Values that differ by more than this factor are legible on a logarithmic axis alone. */
const wide = 200;
/** Up to this many points in sight, each has a dot of its own. */
const mostDots = 120;

/** One metric over the x axis that all charts share. */
export class MetricChart {
  readonly chart: Chart;
  readonly #metric: string;
  #shown: { readonly shown: ChartModel; readonly series: Series; readonly kinds: { x: AxisKind; y: AxisKind } } | null =
    null;

  constructor(canvas: HTMLCanvasElement, metric: string) {
    this.#metric = metric;
    this.chart = makeChart(canvas, [
      seriesPlugin(() => {
        if (this.#shown === null) {
          return [];
        }
        const { series, kinds, shown } = this.#shown;
        const { theme } = shown;
        return [{ series, kinds, color: theme.blue, supersededColor: faint(theme.yellow, 0.7), joined: true }];
      }),
      problemMarksPlugin(() => {
        const theme = this.#shown?.shown.theme;
        return this.#shown === null || theme === undefined
          ? null
          : { series: this.#shown.series, color: theme.red, font: labelStyle(theme).font };
      }),
    ]);
  }

  /** Draws the metric as far as it is here, and a trend through it; false where there is nothing to draw. */
  show(shown: ChartModel, trend: TrendLine | null = null): boolean {
    const series = shown.metric(this.#metric);
    const x = "linear";
    const whole = fullRange(shown, x);
    if (series === null || whole === null) {
      return false;
    }
    const range = shownRange(shown.view.zoom, whole, x);
    const y = kindOfY(series.extremesWithin(whole));
    const up = series.rangeWithin(range, y) ?? series.rangeWithin(whole, y);
    if (up === null) {
      return false;
    }
    this.#shown = { shown, series, kinds: { x, y } };
    drawChart(this.chart, {
      x: { kind: x, range, ...axisFormat(shown.axis, shown.plot, whole) },
      y: { kind: y, title: "", range: up },
      lines: [...dots(series, range, shown), ...(trend === null ? [] : [dashed(trend, { x, y }, shown)])],
      theme: shown.theme,
    });
    return true;
  }
}

/** A trend is dashed and in a color of its own: nobody takes it for what was logged. */
function dashed({ points }: TrendLine, kinds: { x: AxisKind; y: AxisKind }, { theme }: ChartModel): Line {
  const [t, y] = [points.map(({ x }) => x), points.map((point) => point.y)].map((all) => Float64Array.from(all));
  return {
    data: visiblePoints({ t: t ?? new Float64Array(0), y: y ?? new Float64Array(0) }, kinds),
    borderColor: theme.orange,
    borderDash: [6, 4],
    borderWidth: 2,
    pointRadius: 0,
  };
}

function kindOfY(extremes: Range | null): AxisKind {
  return extremes !== null && extremes[0] > 0 && extremes[1] / extremes[0] > wide ? "log" : "linear";
}

/** The points themselves where they are few enough to be told apart. */
function dots(series: Series, range: Range, { theme }: ChartModel): Line[] {
  const parts = series.stretches().map((stretch) => series.indicesWithin(stretch, range));
  const count = parts.reduce((sum, { start, end }) => sum + end - start, 0);
  if (count > mostDots) {
    return [];
  }
  const indices = parts.flatMap(({ start, end }) => Array.from({ length: end - start }, (_, i) => start + i));
  return [
    {
      data: indices
        .map((i) => ({ x: series.x[i] ?? NaN, y: series.y[i] ?? NaN }))
        .filter(({ y }) => Number.isFinite(y)),
      borderColor: "transparent",
      backgroundColor: theme.blue,
      showLine: false,
      pointRadius: 2,
    },
  ];
}
