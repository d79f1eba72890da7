import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  LogarithmicScale,
  PointElement,
  type ChartDataset,
  type ChartOptions,
  type Plugin,
  type Scale,
} from "chart.js";
import type { Points } from "../../src/review/model/runPlot.ts";
import { faint, type Theme } from "../ui/theme.ts";
import type { AxisKind, Range } from "../axes/range.ts";
import { tickFormatter, ticksOf } from "../axes/ticks.ts";

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale);

export type Line = ChartDataset<"line", { x: number; y: number }[]>;

interface Axis {
  readonly kind: AxisKind;
  readonly title: string;
  readonly range: Range;
  /** Places of the labels, and how those are written: round numbers by default. */
  readonly ticks?: (range: Range, kind: AxisKind, most?: number) => readonly number[];
  readonly words?: (ticks: readonly number[]) => (tick: number) => string;
}

/** What a chart shows, made anew for every change: Chart.js redraws, it does not keep state for us. */
export interface ChartSpec {
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly Line[];
  readonly theme: Theme;
  /** Pixels above the chart's area that a chart of a width keeps for labels: none by default. */
  readonly above?: (width: number) => number;
  /** Width of the y axis, in sizes of its font: wide enough for all but the longest numbers by default. */
  readonly gutter?: number;
}

/** A chart of curves over t on one canvas. */
export function makeChart(canvas: HTMLCanvasElement, plugins: Plugin[]): Chart {
  return new Chart(canvas, {
    type: "line",
    data: { datasets: [] },
    options: { animation: false, responsive: true, maintainAspectRatio: false },
    plugins,
  });
}

/** Draws a picture. */
export function drawChart(chart: Chart, { x, y, lines, theme, above, gutter = wideGutter }: ChartSpec): void {
  chart.data.datasets = [...lines];
  const options: ChartOptions<"line"> = {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    parsing: false,
    normalized: true,
    // The page's own cursor says what is where, for all charts at once.
    events: [],
    layout: { padding: ({ chart: { width } }) => ({ right: 12, top: 4 + (above?.(width) ?? 0) }) },
    scales: {
      x: scale(x, theme),
      // Wide enough for all but the longest numbers, so that charts that stand under one another begin at the same place.
      y: { ...scale(y, theme), afterFit: (axis) => (axis.width = Math.max(axis.width, gutter * theme.fontSize)) },
    },
  };
  chart.options = options;
  chart.update("none");
}

/** Width of a y axis with its title and numbers, in sizes of its font. */
const wideGutter = 7;

type ScaleOptions = NonNullable<ChartOptions<"line">["scales"]>[string];

function scale({ kind, title, range, ticks = ticksOf, words = tickFormatter }: Axis, theme: Theme): ScaleOptions {
  let text = words([]);
  const font = { family: theme.font, size: theme.fontSize - 1 };
  return {
    type: kind === "log" ? "logarithmic" : "linear",
    min: range[0],
    max: range[1],
    // Else a logarithmic axis rounds its ends, and what is drawn no longer starts where it does.
    bounds: "data",
    title: { display: true, text: title, color: theme.foreground, font, padding: 4 },
    afterBuildTicks: (axis) => {
      const places = ticks(range, kind, mostTicks(axis, theme));
      text = words(places);
      axis.ticks = places.map((value) => ({ value }));
    },
    ticks: {
      color: theme.muted,
      font,
      maxRotation: 0,
      autoSkipPadding: 12,
      callback: (value: string | number) => text(Number(value)),
    },
    grid: { color: faint(theme.foreground, theme.highContrast ? 0.35 : 0.1), tickColor: "transparent" },
    border: { color: faint(theme.foreground, 0.4) },
  };
}

/** As many ticks as a vertical axis has lines of text for, with room between them; undefined for the usual number. */
function mostTicks(axis: Scale, { fontSize }: Theme): number | undefined {
  return axis.isHorizontal() ? undefined : Math.max(3, Math.min(7, Math.floor(axis.chart.height / (2.8 * fontSize))));
}

/** The points that an axis of each kind can show. */
export function visiblePoints({ t, y }: Points, kinds: { x: AxisKind; y: AxisKind }): { x: number; y: number }[] {
  const shown: { x: number; y: number }[] = [];
  for (let i = 0; i < t.length; i++) {
    const [x, value] = [t[i] ?? NaN, y[i] ?? NaN];
    if (Number.isFinite(value) && (kinds.x === "linear" || x > 0) && (kinds.y === "linear" || value > 0)) {
      shown.push({ x, y: value });
    }
  }
  return shown;
}
