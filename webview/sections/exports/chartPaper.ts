import type { Chart } from "chart.js";
import type { ChartBars, ChartMarking, LineLook } from "../../../src/sweep/curves/chartMarking.ts";
import type { ChartAxis, ChartLine, LinesChart } from "../../../src/sweep/curves/linesChart.ts";
import type { AxisKind, Range } from "../../axes/range.ts";
import { tickFormatter, ticksOf } from "../../axes/ticks.ts";
import type { Line } from "../../charts/curveChart.ts";
import { described } from "../../charts/plugins/described.ts";
import type { SeriesLook } from "../../charts/plugins/seriesPlugin.ts";
import { element } from "../../ui/element.ts";
import { paper } from "../../ui/paper.ts";
import type { Theme } from "../../ui/theme.ts";
import type { AxisWords, ChartExport, PictureKey } from "./chartExport.ts";
import { paintOf } from "./paintOf.ts";

/** Columns of values that long series are drawn in. */
const columns = 1_200;

export interface PaperOptions {
  readonly width: LinesChart["width"];
  /** What stands above the legend; empty for nothing. */
  readonly title: string;
}

/** A chart as it is shown now, in the colors of a paper, for the extension to draw. @throws {Error} where there is nothing to draw. */
export function paperChart(shown: ChartExport, { width, title }: PaperOptions): LinesChart {
  const theme: Theme = { ...paper, font: "sans-serif" };
  const canvas = element("canvas");
  // Chart.js takes its size from the place that it stands in, so it stands in one, out of sight.
  const place = element("div", { class: "offscreen", attributes: { "aria-hidden": "true" }, children: [canvas] });
  place.style.width = "800px";
  place.style.height = "400px";
  document.body.append(place);
  const chart = shown.draw(canvas, theme);
  try {
    if (chart === null) {
      throw new Error("There is nothing to draw.");
    }
    const words = shown.axes();
    const [x, y] = [axisOf(chart, "x", words.x), axisOf(chart, "y", words.y)];
    const looks = described(chart, "series") ?? [];
    return {
      ...{ title, width, x, y, note: "" },
      lines: [
        ...looks.flatMap((look) => joined(look, x)),
        ...chart.data.datasets.flatMap((set) => lineOf(set as Line)),
      ],
      legend: { title: "", entries: shown.keys(theme).map(keyOf) },
      marking: {
        ...markingOf(chart, x),
        bars: looks.flatMap((look) => barsOf(look, x)),
        areas: shown.areas?.(theme) ?? [],
      },
    };
  } finally {
    chart?.destroy();
    place.remove();
  }
}

function axisOf(chart: Chart, id: "x" | "y", { title, ticks = ticksOf, words = tickFormatter }: AxisWords): ChartAxis {
  const { min = 0, max = 1, type = "" } = chart.scales[id] ?? {};
  const kind: AxisKind = /log/i.test(type) ? "log" : "linear";
  const range: Range = [min, max];
  const places = ticks(range, kind);
  const said = words(places);
  const shown = places.filter((at) => at >= min && at <= max);
  return { title, isLog: kind === "log", range, ticks: shown.map((at) => ({ at, text: said(at) })) };
}

function lineOf(set: Line): readonly ChartLine[] {
  const points = set.data.filter(({ x }) => Number.isFinite(x));
  const { borderColor, backgroundColor, borderWidth = 1.5, borderDash = [], pointRadius = 0, showLine = true } = set;
  const radius = typeof pointRadius === "number" ? pointRadius : 0;
  const width = showLine && typeof borderWidth === "number" ? borderWidth : 0;
  const painted = width > 0 ? borderColor : backgroundColor;
  if (points.length === 0 || typeof painted !== "string") {
    return [];
  }
  const { color, opacity } = paintOf(painted);
  const dash = typeof borderDash === "function" ? [] : borderDash.filter((length) => length !== undefined);
  return [
    {
      ...{ color, isDashed: dash.length > 0, band: null, look: { width, dash, opacity, radius } },
      x: Float64Array.from(points, ({ x }) => x),
      y: Float64Array.from(points, ({ y }) => y),
    },
  ];
}

/** The columns of the stretches of a series over the part of the axis that is seen. */
function columnsOf({ series, kinds }: SeriesLook, { range }: ChartAxis): readonly ChartBars[] {
  const axis = { range: [...range] as Range, kind: kinds.x, width: columns };
  const [from, to] = kinds.x === "log" ? [Math.log(range[0]), Math.log(range[1])] : range;
  const at = (column: number): number => {
    const place = from + ((column + 0.5) / columns) * (to - from);
    return kinds.x === "log" ? Math.exp(place) : place;
  };
  return series.stretches().map((stretch) => {
    const { from: first, least, greatest } = series.columns(stretch, axis);
    const known = Array.from(least.keys()).filter((i) => Number.isFinite(least[i]));
    return {
      ...{ color: "", opacity: 1 },
      x: Float64Array.from(known, (i) => at(first + i)),
      low: Float64Array.from(known, (i) => least[i] ?? NaN),
      high: Float64Array.from(known, (i) => greatest[i] ?? NaN),
    };
  });
}

function barsOf(look: SeriesLook, x: ChartAxis): readonly ChartBars[] {
  return look.joined ? [] : columnsOf(look, x).map((bars) => ({ ...bars, ...paintOf(look.color) }));
}

/** A series that is drawn as a line, through the least and the greatest of every column. */
function joined(look: SeriesLook, axis: ChartAxis): readonly ChartLine[] {
  const { color, opacity } = paintOf(look.color);
  const drawn: LineLook = { width: 1.25, dash: [...(look.dash ?? [])], opacity, radius: 0 };
  return look.joined
    ? columnsOf(look, axis).map(({ x, low, high }) => {
        const ends = [...x.keys()].flatMap(
          (i) =>
            (low[i] === high[i]
              ? [[i, low]]
              : [
                  [i, low],
                  [i, high],
                ]) as [number, Float64Array][],
        );
        return {
          ...{ color, isDashed: drawn.dash.length > 0, band: null, look: drawn },
          x: Float64Array.from(ends, ([i]) => x[i] ?? NaN),
          y: Float64Array.from(ends, ([i, values]) => values[i] ?? NaN),
        };
      })
    : [];
}

function markingOf(chart: Chart, { range }: ChartAxis): Pick<ChartMarking, "marks" | "spans" | "crosses"> {
  const marking = described(chart, "marks") ?? null;
  const flaws = described(chart, "flaws") ?? null;
  const broken = flaws?.series.broken.map((index) => flaws.series.x[index] ?? NaN) ?? [];
  const seen = [...broken].filter((x) => x >= range[0] && x <= range[1]);
  return {
    marks: (marking?.marks ?? []).map(({ at, interval, label, color, dash }) => {
      return { at, interval, label, color: paintOf(color).color, dash };
    }),
    spans: (marking?.spans ?? []).map(({ from, to, label, color }) => ({ from, to, label, color })),
    crosses: { color: flaws?.color ?? paper.red, x: Float64Array.from(seen) },
  };
}

function keyOf({ text, color, dash, width }: PictureKey): LinesChart["legend"]["entries"][number] {
  const painted = paintOf(color);
  return { name: text, color: painted.color, look: { width, dash, opacity: painted.opacity, radius: 0 } };
}
