import { areaY, line, ruleX, ruleY, text, type Markish, type PlotOptions } from "@observablehq/plot";
import { legendOf, type Legend } from "./colors.ts";
import type { ChartAxis, ChartLine, LinesChart } from "../curves/linesChart.ts";
import { columnWidths } from "./figure.ts";
import { drawLine, drawMarking, lineLegend } from "./drawMarking.ts";
import { shownName } from "../report/names.ts";
import { svgOf } from "./svg.ts";

/** Heights of charts, of one and of two columns, and of a slide, which is drawn as two columns and made larger. */
const heights = { one: 230, two: 330, slide: 300 } as const;
const slideWidth = 1600;
/** More lines than these are drawn thinner. */
const many = 24;
/** Room for the title, and for a note below the axis. */
const [titleRoom, noteRoom] = [24, 16];

/** A chart of lines as an SVG document of its own. */
export function drawLines(chart: LinesChart): string {
  const isSlide = chart.width === "slide";
  const width = columnWidths[isSlide ? "two" : chart.width];
  const margin = { left: chart.y.title === "" ? 48 : 64, right: 14 } as const;
  const marking = drawMarking(chart);
  const legend = legendFor(chart, { width: width - margin.left - margin.right, lift: marking.height });
  const note = chart.note === "" ? 0 : noteRoom;
  const above = legend.height + marking.height;
  const drawn = {
    width,
    height: heights[chart.width] + above + titleRoom + note,
    ...{ marginTop: titleRoom + above + 8, marginLeft: margin.left, marginRight: margin.right },
    marginBottom: 38 + note,
    x: { ...scaleOf(chart.x), label: chart.x.title, labelAnchor: "center", labelOffset: 34, labelArrow: "none" },
    y: {
      ...scaleOf(chart.y),
      ...(chart.y.title === "" ? { label: null } : { label: shownName(chart.y.title), labelAnchor: "center" }),
      ...{ labelOffset: 56, labelArrow: "none" },
    },
    marks: [
      ...titleOf(chart, above),
      ...legend.marks,
      ruleX(gridOf(chart.x), { stroke: "#e4e4e4" }),
      ruleY(gridOf(chart.y), { stroke: "#e4e4e4" }),
      ...marking.behind,
      ...bandsOf(chart.lines),
      ...strokesOf(chart.lines.filter(({ look }) => look === undefined)),
      ...chart.lines.flatMap((one) => (one.look === undefined ? [] : drawLine({ ...one, look: one.look }))),
      ...marking.over,
    ],
  } satisfies PlotOptions;
  return svgOf(drawn, isSlide ? slideWidth / width : 1);
}

/** `lift`: room between it and the frame. */
function legendFor(
  { legend: { title, entries } }: LinesChart,
  { width, lift }: { readonly width: number; readonly lift: number },
): Legend {
  if (entries.some(({ look }) => look !== undefined)) {
    return lineLegend(entries, { width, lift });
  }
  return entries.length === 0
    ? { marks: [], height: 0 }
    : legendOf(title, new Map(entries.map(({ name, color }) => [name, color])), width);
}

function titleOf({ title, note }: LinesChart, legend: number): readonly Markish[] {
  const left = { frameAnchor: "top-left", textAnchor: "start", lineAnchor: "middle" } as const;
  return [
    text([title], { ...left, dy: -legend - titleRoom / 2 - 4, fontWeight: "bold", fontSize: 12 }),
    ...(note === ""
      ? []
      : [text([note], { frameAnchor: "bottom-left", textAnchor: "start", lineAnchor: "top", dy: 40, fill: "#555" })]),
  ];
}

function scaleOf({ isLog, range, ticks }: ChartAxis): object {
  const texts = new Map(ticks?.map(({ at, text }) => [at, text]));
  return {
    type: isLog ? "log" : "linear",
    domain: [...range],
    ...(ticks === null ? { ticks: 6 } : { ticks: [...texts.keys()], tickFormat: (at: number) => texts.get(at) ?? "" }),
  };
}

function gridOf({ ticks }: ChartAxis): readonly number[] {
  return ticks?.map(({ at }) => at) ?? [];
}

/** The points of lines one after the other, as a plot takes them. */
interface Points {
  readonly length: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly z: readonly number[];
  readonly color: readonly string[];
}

function pointsOf(lines: readonly ChartLine[], values: (one: ChartLine) => Float64Array): Points {
  const x = lines.flatMap((one) => [...one.x]);
  return {
    length: x.length,
    x,
    y: lines.flatMap((one) => [...values(one)]),
    z: lines.flatMap((one, i) => Array.from(one.x, () => i)),
    color: lines.flatMap((one) => Array.from(one.x, () => one.color)),
  };
}

function strokesOf(lines: readonly ChartLine[]): readonly Markish[] {
  const width = lines.length > many ? 0.7 : 1.4;
  return [true, false].flatMap((isDashed) => {
    const of = lines.filter((one) => one.isDashed === isDashed);
    const { length, x, y, z, color } = pointsOf(of, (one) => one.y);
    const look = isDashed ? { strokeDasharray: "4,2.5", strokeWidth: 0.75 * width } : { strokeWidth: width };
    return length === 0
      ? []
      : [line({ length }, { x, y, z, stroke: color, clip: true, strokeLinejoin: "round", ...look })];
  });
}

function bandsOf(lines: readonly ChartLine[]): readonly Markish[] {
  const banded = lines.filter(({ band }) => band !== null);
  const none = new Float64Array();
  const { length, x, y, z, color } = pointsOf(banded, ({ band }) => band?.low ?? none);
  const high = banded.flatMap(({ band }) => [...(band?.high ?? none)]);
  return length === 0 ? [] : [areaY({ length }, { x, y1: y, y2: high, z, fill: color, fillOpacity: 0.18, clip: true })];
}
