import type { RelationTrend } from "../../src/sweep/relations/relationTrend.ts";
import type { RunRow } from "../../src/sweep/rows/runRow.ts";
import { rangeOf, partOf, type AxisKind, type Range } from "../axes/range.ts";
import { tickFormatter, ticksOf } from "../axes/ticks.ts";
import { binCounts } from "./binCounts.ts";
import { marginal, marginalRoom } from "./marginals.ts";
import { svg } from "./svg.ts";

/** A run in a scatter plot. */
export interface ScatterPoint {
  readonly row: RunRow;
  readonly x: number;
  readonly y: number;
  readonly color: string;
}

export interface ScatterContent {
  readonly points: readonly ScatterPoint[];
  readonly trend: RelationTrend | null;
  readonly titles: { readonly x: string; readonly y: string };
  readonly label: string;
}

export interface PlotSize {
  readonly width: number;
  readonly height: number;
}

const margin = { left: 58, right: 14 + marginalRoom, top: 4 + marginalRoom, bottom: 40 };
/** Numbers above 0 whose largest is so many times the smallest are spread by their logarithms. */
const wide = 20;

/** How a column's values are spread on an axis: by their logarithms where they are far apart. */
export function kindOfAxis(values: Float64Array): AxisKind {
  const [low, high] = values.reduce(([least, most], one) => [Math.min(least, one), Math.max(most, one)], [Infinity, 0]);
  return low > 0 && high / low > wide ? "log" : "linear";
}

/** The picture, with the places of its points in pixels. */
export function scatterPicture(
  content: ScatterContent,
  { width, height }: PlotSize,
): { root: SVGSVGElement; places: Float64Array } {
  const { points, trend, titles, label } = content;
  const [xs, ys] = [Float64Array.from(points, ({ x }) => x), Float64Array.from(points, ({ y }) => y)];
  const kinds = { x: kindOfAxis(xs), y: kindOfAxis(ys) };
  const across: Range = rangeOf(kinds.x, xs) ?? [0, 1];
  const up: Range = rangeOf(kinds.y, ys) ?? [0, 1];
  const x = (value: number): number =>
    margin.left + partOf(across, kinds.x, value) * (width - margin.left - margin.right);
  const y = (value: number): number =>
    height - margin.bottom - partOf(up, kinds.y, value) * (height - margin.top - margin.bottom);
  const places = new Float64Array(2 * points.length);
  const dots = points.map((point, i) => {
    [places[2 * i], places[2 * i + 1]] = [x(point.x), y(point.y)];
    return svg("circle", { cx: x(point.x), cy: y(point.y), r: 3.5, fill: point.color });
  });
  const curve = (trend?.points ?? []).filter((point) => point.y >= up[0] && point.y <= up[1]);
  const path = curve
    .map((point, i) => `${i === 0 ? "M" : "L"}${x(point.x).toFixed(1)} ${y(point.y).toFixed(1)}`)
    .join("");
  const root = svg("svg", { width, height, role: "img", "aria-label": label, class: "relation" }, [
    ...xTicks(across, kinds.x, { x, width, height }),
    ...yTicks(up, kinds.y, { y, width }),
    svg("text", { x: (margin.left + width - margin.right) / 2, y: height - 6, class: "axis-title" }, [titles.x]),
    svg(
      "text",
      { x: 0, y: 0, class: "axis-title", transform: `translate(12 ${(height - margin.bottom) / 2}) rotate(-90)` },
      [titles.y],
    ),
    ...marginals(places, { width, height }),
    svg("g", { class: "points" }, dots),
    svg("path", { d: path, class: "trend" }),
  ]);
  return { root, places };
}

/** How many runs lie where on each axis, at the edges of the plot. */
function marginals(places: Float64Array, { width, height }: PlotSize): readonly SVGGElement[] {
  const box = {
    left: margin.left,
    top: margin.top,
    width: width - margin.left - margin.right,
    height: height - margin.top - margin.bottom,
  };
  const points = places.length / 2;
  const across = Float64Array.from({ length: points }, (_, i) => ((places[2 * i] ?? NaN) - box.left) / box.width);
  const up = Float64Array.from({ length: points }, (_, i) => 1 - ((places[2 * i + 1] ?? NaN) - box.top) / box.height);
  const [above, side] = [binCounts(across), binCounts(up)];
  return [
    ...(above === null ? [] : [marginal(above, box, false)]),
    ...(side === null ? [] : [marginal(side, { ...box, left: box.left + box.width }, true)]),
  ];
}

/** Pixels between the labels of two ticks. */
const tickRoom = 48;

function xTicks(range: Range, kind: AxisKind, at: PlotSize & { readonly x: (value: number) => number }): Node[] {
  const ticks = ticksOf(range, kind);
  const text = tickFormatter(ticks);
  let last = -Infinity;
  return ticks.flatMap((tick) => {
    if (at.x(tick) - last < tickRoom) {
      return [];
    }
    last = at.x(tick);
    const line = svg("line", { x1: last, x2: last, y1: margin.top, y2: at.height - margin.bottom, class: "gridline" });
    return [line, svg("text", { x: last, y: at.height - margin.bottom + 15, class: "tick middle" }, [text(tick)])];
  });
}

function yTicks(
  range: Range,
  kind: AxisKind,
  at: { readonly width: number; readonly y: (value: number) => number },
): Node[] {
  const ticks = ticksOf(range, kind);
  const text = tickFormatter(ticks);
  return ticks.flatMap((tick) => [
    svg("line", { x1: margin.left, x2: at.width - margin.right, y1: at.y(tick), y2: at.y(tick), class: "gridline" }),
    svg("text", { x: margin.left - 6, y: at.y(tick) + 4, class: "tick end" }, [text(tick)]),
  ]);
}
