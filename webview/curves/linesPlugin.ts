import type { Chart, ChartArea, Plugin } from "chart.js";
import type { AxisKind, Range } from "../axes/range.ts";
import { faint } from "../ui/theme.ts";
import { areaOf, type DrawnLine } from "./curveLines.ts";

/** How the values of a chart's axes are drawn on its canvas, in CSS pixels. */
export interface Placing {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** How both axes of a chart are divided. */
export interface PlotKinds {
  readonly x: AxisKind;
  readonly y: AxisKind;
}

/** The placing of a chart that was drawn. */
export function placingOf(chart: Chart, kinds: PlotKinds): Placing {
  const { left, right, top, bottom } = chart.chartArea;
  const [across, up] = [chart.scales["x"], chart.scales["y"]];
  return {
    x: scaled([across?.min ?? 0, across?.max ?? 1], kinds.x, [left, right]),
    y: scaled([up?.min ?? 0, up?.max ?? 1], kinds.y, [bottom, top]),
  };
}

/** From values of an axis to pixels. */
export function scaled([low, high]: Range, kind: AxisKind, [from, to]: Range): (value: number) => number {
  const place = kind === "log" ? Math.log : (value: number): number => value;
  const factor = (to - from) / (place(high) - place(low));
  const start = place(low);
  return (value) => (kind === "log" && value <= 0 ? NaN : from + (place(value) - start) * factor);
}

/** More lines than this are drawn thinner, and let those below them show through. */
const manyLines = 24;

/** Draws lines and bands straight from their arrays: hundreds of them are a few milliseconds. */
export function linesPlugin(lines: () => readonly DrawnLine[], kinds: () => PlotKinds): Plugin {
  return {
    id: "lines",
    beforeDatasetsDraw: (chart) => {
      const { ctx, chartArea: area } = chart;
      const placing = placingOf(chart, kinds());
      const all = lines();
      ctx.save();
      ctx.beginPath();
      ctx.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
      ctx.clip();
      const isMany = all.length > manyLines;
      for (const line of all) {
        fillArea(ctx, line, areaOf(line, all), placing);
      }
      for (const line of all) {
        if (line.raw !== null && !isMany) {
          strokeLine(ctx, { ...line, y: line.raw }, placing, { width: 1, alpha: 0.25 });
        }
        strokeLine(ctx, line, placing, { width: isMany ? 1 : 1.75, alpha: isMany ? 0.7 : 1 });
      }
      for (const line of all.filter(({ isLost }) => isLost)) {
        markEnd(ctx, line, placing, area);
      }
      ctx.restore();
    },
  };
}

/** How thick and how strong a line is drawn. */
interface Stroke {
  readonly width: number;
  readonly alpha: number;
}

/** Draws one line; a value that the axis has no place for is a gap. */
export function strokeLine(
  ctx: CanvasRenderingContext2D,
  { x, y, color, isDashed }: DrawnLine,
  placing: Placing,
  { width, alpha }: Stroke,
): void {
  ctx.globalAlpha = alpha;
  ctx.strokeStyle = color;
  ctx.lineWidth = width;
  ctx.lineJoin = "round";
  ctx.setLineDash(isDashed ? [5, 3] : []);
  ctx.beginPath();
  let isBegun = false;
  for (let i = 0; i < x.length; i++) {
    const [across, up] = [placing.x(x[i] ?? NaN), placing.y(y[i] ?? NaN)];
    const isThere = Number.isFinite(across) && Number.isFinite(up);
    if (isThere && isBegun) {
      ctx.lineTo(across, up);
    } else if (isThere) {
      ctx.moveTo(across, up);
    }
    isBegun = isThere;
  }
  ctx.stroke();
  if (x.length === 1) {
    ctx.fillStyle = color;
    ctx.fillRect(placing.x(x[0] ?? NaN) - 1.5, placing.y(y[0] ?? NaN) - 1.5, 3, 3);
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

/** Half of the cross at the end of a run that was lost, in pixels. */
const half = 3.5;

/** A cross where a run was lost: at its last value, or at the edge where that is beyond it. */
function markEnd(ctx: CanvasRenderingContext2D, { x, y, color }: DrawnLine, placing: Placing, area: ChartArea): void {
  const last = y.findLastIndex((value) => Number.isFinite(placing.y(value)));
  if (last < 0) {
    return;
  }
  const inside = (place: number, low: number, high: number): number =>
    Math.min(Math.max(place, low + half + 1), high - half - 1);
  const [across, up] = [
    inside(placing.x(x[last] ?? NaN), area.left, area.right),
    inside(placing.y(y[last] ?? NaN), area.top, area.bottom),
  ];
  ctx.strokeStyle = color;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.moveTo(across - half, up - half);
  ctx.lineTo(across + half, up + half);
  ctx.moveTo(across - half, up + half);
  ctx.lineTo(across + half, up - half);
  ctx.stroke();
}

/** Fills what lies around a line, in its color. */
export function fillArea(
  ctx: CanvasRenderingContext2D,
  { x, color }: DrawnLine,
  band: DrawnLine["spread"],
  placing: Placing,
): void {
  if (band === null) {
    return;
  }
  ctx.fillStyle = faint(color, 0.2);
  ctx.beginPath();
  const there = [...x.keys()].filter((i) => Number.isFinite(placing.y(band.low[i] ?? NaN)));
  there.forEach((i) => ctx.lineTo(placing.x(x[i] ?? NaN), placing.y(band.high[i] ?? NaN)));
  there.reverse().forEach((i) => ctx.lineTo(placing.x(x[i] ?? NaN), placing.y(band.low[i] ?? NaN)));
  ctx.fill();
}
