import { areaY, line, ruleX, ruleY, text, type Markish, type PlotOptions } from "@observablehq/plot";
import { axesOf, gridOf, scaleOf } from "./chartAxes.ts";
import type { ChartLine, LinesChart } from "../../curves/linesChart.ts";
import { columnWidths } from "../figure.ts";
import { drawLine, drawMarking } from "./drawMarking.ts";
import { legendOf, lineLegend, type Legend } from "../legends.ts";
import { svgOf } from "../svg.ts";
import { titleLines, titleSize } from "./titleLines.ts";

/** Heights of charts, of one and of two columns, and of a slide, which is drawn as two columns and made larger. */
const heights = { one: 230, two: 330, slide: 300 } as const;
const slideWidth = 1600;
/** More lines than these are drawn thinner. */
const many = 24;
/** Room for a title of one line, for each more, and for a note below the axis. */
const [titleRoom, lineRoom, noteRoom] = [24, 15, 16];
/** Room for the axis and its title below the frame, and between the frame and what stands above it. */
const [below, gap] = [38, 8];

/** A chart of lines as an SVG document of its own. */
export function drawLines(chart: LinesChart): string {
  const isSlide = chart.width === "slide";
  const width = columnWidths[isSlide ? "two" : chart.width];
  const margin = { left: chart.y.title === "" ? 48 : 64, right: 14 } as const;
  const marking = drawMarking(chart);
  const legend = legendFor(chart, { width: width - margin.left - margin.right, lift: marking.height });
  const note = chart.note === "" ? 0 : noteRoom;
  const above = legend.height + marking.height;
  const across = width - margin.left - margin.right;
  const title = titleLines(chart.title, across);
  const titles = titleRoom + (title.length - 1) * lineRoom;
  const drawn = {
    width,
    height: heights[chart.width] + above + titles + note,
    ...{ marginTop: titles + above + gap, marginLeft: margin.left, marginRight: margin.right },
    marginBottom: below + note,
    x: scaleOf(chart.x),
    y: scaleOf(chart.y),
    marks: [
      ...axesOf(chart, [across, heights[chart.width] - gap - below]),
      ...titleOf(chart, title, above),
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

function titleOf({ note }: LinesChart, title: readonly string[], legend: number): readonly Markish[] {
  const left = { frameAnchor: "top-left", textAnchor: "start", lineAnchor: "middle" } as const;
  const lines = title.map((words, i) => {
    const lift = legend + titleRoom / 2 + 4 + (title.length - 1 - i) * lineRoom;
    return text([words], { ...left, dy: -lift, fontWeight: "bold", fontSize: titleSize });
  });
  return [
    ...lines,
    ...(note === ""
      ? []
      : [text([note], { frameAnchor: "bottom-left", textAnchor: "start", lineAnchor: "top", dy: 40, fill: "#555" })]),
  ];
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
