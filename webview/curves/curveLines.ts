import { bandOf } from "../../src/sweep/curves/bandOf.ts";
import type { RunCurve } from "../../src/sweep/curves/runCurve.ts";
import { smoothed } from "../../src/sweep/curves/smoothed.ts";
import type { CurvesView } from "../../src/sweep/view/curvesView.ts";
import { valueAt, type AxisKind, type Range } from "../axes/range.ts";

/** One thing that charts draw: a run, or a group of runs. */
export interface DrawnItem {
  /** The run's log, or the group's key. */
  readonly key: string;
  readonly name: string;
  readonly color: string;
  /** The runs whose mean it is; the run itself. */
  readonly logs: readonly string[];
  readonly isGroup: boolean;
  /** Whether it diverged or ended in NaN. */
  readonly isLost: boolean;
}

/** A line of a chart; arrays of the same length, x increasing. */
export interface DrawnLine {
  readonly key: string;
  readonly name: string;
  readonly color: string;
  readonly isDashed: boolean;
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** As it was before it was smoothed; null where it was not. */
  readonly raw: Float64Array | null;
  /** Whether its run diverged or ended in NaN: its end is marked. */
  readonly isLost: boolean;
  /** The least and the greatest of the values that each point stands for, so that no spike is hidden; null for a group. */
  readonly spread: { readonly low: Float64Array; readonly high: Float64Array } | null;
  /** Of a group. */
  readonly band: { readonly low: Float64Array; readonly high: Float64Array; readonly n: Uint32Array } | null;
}

/** The metrics of a chart, the main one first: what is trained on is dashed where there is a validation next to it. */
export function metricsOf(chart: string): readonly string[] {
  switch (chart) {
    case "loss":
      return ["@valLoss", "@trainLoss"];
    case "accuracy":
      return ["@valAccuracy", "@trainAccuracy"];
    default:
      return [chart.slice("metric:".length)];
  }
}

/** Places of a mean on the visible axis. */
const meanPlaces = 200;

export interface LinesInput {
  readonly chart: string;
  readonly items: readonly DrawnItem[];
  /** The curves that have come, by log. */
  readonly curves: ReadonlyMap<string, readonly RunCurve[]>;
  readonly view: CurvesView;
  readonly range: Range;
}

/** The lines of a chart, the main metric's last, so that they lie on top. */
export function linesOf({ chart, items, curves, view, range }: LinesInput): readonly DrawnLine[] {
  const metrics = metricsOf(chart);
  const found = metrics.map((metric) =>
    items.flatMap((item): readonly DrawnLine[] => {
      const own = item.logs.flatMap((log) => curves.get(log)?.find((curve) => curve.metric === metric) ?? []);
      const line = item.isGroup ? meanLine(own, view, range) : runLine(own[0], view);
      return line === null
        ? []
        : [{ ...{ key: item.key, name: item.name, color: item.color, isDashed: false, isLost: item.isLost }, ...line }];
    }),
  );
  const [main = [], second = []] = found;
  return main.length === 0 ? second : [...second.map((line) => ({ ...line, isDashed: true })), ...main];
}

type Line = Pick<DrawnLine, "x" | "y" | "raw" | "spread" | "band">;

function runLine(curve: RunCurve | undefined, { smoothing }: CurvesView): Line | null {
  if (curve === undefined) {
    return null;
  }
  const { x, y, low, high } = curve;
  return { x, y: smoothed(y, smoothing), raw: smoothing > 0 ? y : null, spread: { low, high }, band: null };
}

function meanLine(curves: readonly RunCurve[], { smoothing, band, isLogX }: CurvesView, range: Range): Line | null {
  const kind: AxisKind = isLogX ? "log" : "linear";
  const places = Float64Array.from({ length: meanPlaces }, (_, i) => valueAt(range, kind, i / (meanPlaces - 1)));
  const runs = curves.map(({ x, y }) => ({ x, y: smoothed(y, smoothing) }));
  const { x, y, low, high, n } = bandOf(runs, places, band);
  return x.length === 0 ? null : { x, y, raw: null, spread: null, band: { low, high, n } };
}

/** The x axis that curves have between them; null where there is none. */
export function wholeOf(curves: Iterable<readonly RunCurve[]>, isLog: boolean): Range | null {
  let [low, high] = [Infinity, -Infinity];
  for (const of of curves) {
    for (const { x } of of) {
      const [first = NaN, last = NaN] = [isLog ? x.find((one) => one > 0) : x[0], x.at(-1)];
      low = first < low ? first : low;
      high = last > high ? last : high;
    }
  }
  return low < high ? [low, high] : low === high ? [low - 0.5, high + 0.5] : null;
}

/** Part of the values at either end that a clipped axis leaves out. */
const clipped = 0.01;

/** Lines so few that each is drawn with the spread of its values. */
const fewLines = 8;

/** What is filled around a line: the band of a group, or the spread of a run's values where lines are few. */
export function areaOf({ band, spread }: DrawnLine, lines: readonly DrawnLine[]): DrawnLine["spread"] {
  return band ?? (lines.length <= fewLines ? spread : null);
}

/** A line a run or group: the main metric, where there are two. */
export function mainLines(lines: readonly DrawnLine[]): readonly DrawnLine[] {
  return [...new Map(lines.map((line) => [line.key, line])).values()];
}

/**
 * What the y axis shows of lines within a part of x, with what is filled around them; null where there is nothing. Where any
 * run is sound, those that diverged do not stretch the axis: they leave the chart, and a cross says where.
 */
export function heightOf(lines: readonly DrawnLine[], [from, to]: Range, { isLogY, clips }: CurvesView): Range | null {
  const values: number[] = [];
  const take = (value: number): void => {
    if (Number.isFinite(value) && (!isLogY || value > 0)) {
      values.push(value);
    }
  };
  const isAnySound = lines.some(({ isLost }) => !isLost);
  for (const line of lines.filter(({ isLost }) => !isLost || !isAnySound)) {
    const { x, y } = line;
    const area = areaOf(line, lines);
    for (let i = 0; i < x.length; i++) {
      const where = x[i] ?? NaN;
      if (where >= from && where <= to) {
        take(y[i] ?? NaN);
        take(area?.low[i] ?? NaN);
        take(area?.high[i] ?? NaN);
      }
    }
  }
  const sorted = Float64Array.from(values).sort();
  const cut = clips ? Math.floor(clipped * sorted.length) : 0;
  const [low, high] = [sorted[cut], sorted[sorted.length - 1 - cut]];
  return low === undefined || high === undefined ? null : [low, high];
}
