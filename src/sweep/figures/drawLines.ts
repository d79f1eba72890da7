import { areaY, line, ruleX, ruleY, text, type Markish } from "@observablehq/plot";
import { legendOf, type Legend } from "./colors.ts";
import type { ChartAxis, ChartLine, LinesChart } from "../curves/linesChart.ts";
import { columnWidths } from "./figure.ts";
import { svgOf } from "./svg.ts";

/** Heights of charts, of one and of two columns. */
const heights = { one: 230, two: 330 } as const;
/** More lines than these are drawn thinner. */
const many = 24;
/** Room for the title, and for a note below the axis. */
const [titleRoom, noteRoom] = [24, 16];

/** A chart of lines as an SVG document of its own. */
export function drawLines(chart: LinesChart): string {
  const width = columnWidths[chart.width];
  const margin = { left: 48, right: 14 } as const;
  const legend = legendFor(chart, width - margin.left - margin.right);
  const note = chart.note === "" ? 0 : noteRoom;
  return svgOf({
    width,
    height: heights[chart.width] + legend.height + titleRoom + note,
    ...{ marginTop: titleRoom + legend.height + 8, marginLeft: margin.left, marginRight: margin.right },
    marginBottom: 38 + note,
    x: { ...scaleOf(chart.x), label: chart.x.title, labelAnchor: "center", labelOffset: 34, labelArrow: "none" },
    y: { ...scaleOf(chart.y), label: null },
    marks: [
      ...titleOf(chart, legend.height),
      ...legend.marks,
      ruleX(gridOf(chart.x), { stroke: "#e4e4e4" }),
      ruleY(gridOf(chart.y), { stroke: "#e4e4e4" }),
      ...bandsOf(chart.lines),
      ...strokesOf(chart.lines),
    ],
  });
}

function legendFor({ legend: { title, entries } }: LinesChart, width: number): Legend {
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
