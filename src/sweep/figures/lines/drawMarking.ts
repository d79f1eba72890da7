import { areaY, dot, line, link, rect, ruleX, text, type Markish } from "@observablehq/plot";
import type { ChartMarking, LineLook } from "../../curves/chartMarking.ts";
import type { ChartLine, LinesChart } from "../../curves/linesChart.ts";
import { shownName } from "../../report/names.ts";

/** Height of a line of labels above a chart. */
const labelLine = 14;
/** More labels than these are not drawn: what they name is. */
const [mostLabels, mostSpans] = [3, 4];

/** What a chart shows besides its lines: what is behind them, and what is over them with its labels above the frame. */
export interface DrawnMarking {
  readonly behind: readonly Markish[];
  readonly over: readonly Markish[];
  /** Room that the labels take above the frame, in pixels. */
  readonly height: number;
}

/** The marking of a chart, as marks of a plot. */
export function drawMarking({ marking, x, y }: LinesChart): DrawnMarking {
  if (marking === undefined) {
    return { behind: [], over: [], height: 0 };
  }
  const isIn = (at: number): boolean => at >= x.range[0] && at <= x.range[1];
  const marks = marking.marks.filter(({ at }) => isIn(at));
  const spans = marking.spans.filter(({ from, to }) => to > x.range[0] && from < x.range[1]).slice(0, mostSpans);
  const labels = marks.slice(0, mostLabels);
  const top = y.range[1];
  const middle = x.isLog ? Math.sqrt(x.range[0] * x.range[1]) : (x.range[0] + x.range[1]) / 2;
  const rise = (row: number): number => -row * labelLine - labelLine / 2 - 2;
  return {
    behind: [...shades(marking, [...y.range]), ...bars(marking)],
    over: [
      ...marks.map(({ at, color, dash }) =>
        ruleX([at], { stroke: color, strokeWidth: 1.2, strokeDasharray: dash.join(",") }),
      ),
      ...crosses(marking),
      ...labels.map(({ at, label, color }, i) => {
        const isRight = at > middle;
        const place = { textAnchor: isRight ? "end" : "start", dx: isRight ? -3 : 3 } as const;
        return text([at], {
          x: at,
          text: [shownName(label, 60)],
          fill: color,
          ...place,
          ...above(rise(spans.length + i)),
        });
      }),
      ...spans.flatMap((span, i) => spanMarks(span, { range: x.range, top, dy: rise(i) })),
    ],
    height: (labels.length + spans.length) * labelLine,
  };
}

const above = (dy: number): object => ({ frameAnchor: "top", lineAnchor: "middle", dy });

function shades({ marks, areas }: ChartMarking, [low, high]: readonly number[]): readonly Markish[] {
  const uncertain = marks.flatMap(({ interval, color }) => (interval === null ? [] : [{ interval, color }]));
  const all = [
    ...uncertain.map(({ interval, color }) => ({ x: interval, y: [low ?? 0, high ?? 1] as const, color })),
    ...areas,
  ];
  return all.map(({ x, y, color }) =>
    rect([0], { x1: [x[0]], x2: [x[1]], y1: [y[0]], y2: [y[1]], fill: color, fillOpacity: 0.15, clip: true }),
  );
}

function bars({ bars: all }: ChartMarking): readonly Markish[] {
  return all.map(({ x, low, high, color, opacity }) =>
    areaY(
      { length: x.length },
      { x, y1: low, y2: high, fill: color, stroke: color, strokeWidth: 0.5, opacity, clip: true },
    ),
  );
}

function crosses({ crosses: { x, color } }: ChartMarking): readonly Markish[] {
  const marks = { symbol: "times", frameAnchor: "bottom", dy: -6, r: 3, stroke: color, strokeWidth: 1.2 } as const;
  return x.length === 0 ? [] : [dot({ length: x.length }, { x, ...marks })];
}

/** A bracket with its name in the middle. */
function spanMarks(
  { from, to, label, color }: ChartMarking["spans"][number],
  { range, top, dy }: { readonly range: readonly [number, number]; readonly top: number; readonly dy: number },
): readonly Markish[] {
  const ends = { x1: [Math.max(from, range[0])], x2: [Math.min(to, range[1])], y1: [top], y2: [top] };
  const said = { text: [shownName(label, 60)], fill: color, stroke: "white", strokeWidth: 6 };
  return [
    link([0], { ...ends, stroke: color, strokeWidth: 1.2, marker: "tick", dy }),
    text([0], { x: ends.x1, ...said, textAnchor: "start", dx: 8, ...above(dy) }),
  ];
}

/** A line with a look of its own. */
export function drawLine({ x, y, color, look }: ChartLine & { readonly look: LineLook }): readonly Markish[] {
  const { width, dash, opacity, radius } = look;
  const points = { length: x.length };
  return [
    width > 0
      ? line(points, {
          ...{ x, y, stroke: color, strokeWidth: width, strokeOpacity: opacity, clip: true, strokeLinejoin: "round" },
          strokeDasharray: dash.join(","),
        })
      : null,
    radius > 0 ? dot(points, { x, y, fill: color, fillOpacity: opacity, r: radius, clip: true }) : null,
  ];
}
