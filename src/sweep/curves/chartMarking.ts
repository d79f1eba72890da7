import { colorIn, listOf, numbersIn, partsOf, textIn } from "./chartParts.ts";

/** How a line of a chart is drawn that is no run of many. */
export interface LineLook {
  /** In pixels; 0 for dots alone. */
  readonly width: number;
  /** Lengths of strokes and gaps in pixels; none for a whole line. */
  readonly dash: readonly number[];
  /** From 0 to 1. */
  readonly opacity: number;
  /** Of a dot at each point; 0 for none. */
  readonly radius: number;
}

/** From the least to the greatest of what falls on each place: arrays of the same length, NaN for nothing. */
export interface ChartBars {
  readonly color: string;
  readonly opacity: number;
  readonly x: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** A place on the x axis, with an interval where it is uncertain. */
interface ChartMark {
  readonly at: number;
  readonly interval: readonly [number, number] | null;
  readonly label: string;
  readonly color: string;
  readonly dash: readonly number[];
}

/** A stretch of the x axis that has a name. */
interface ChartSpan {
  readonly from: number;
  readonly to: number;
  readonly label: string;
  readonly color: string;
}

/** A part of the chart that is shaded. */
export interface ChartArea {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly color: string;
}

/** What a chart shows besides its lines. */
export interface ChartMarking {
  readonly bars: readonly ChartBars[];
  readonly marks: readonly ChartMark[];
  readonly spans: readonly ChartSpan[];
  readonly areas: readonly ChartArea[];
  /** Places of values that are not finite. */
  readonly crosses: { readonly color: string; readonly x: Float64Array };
}

const mostMarks = 1_000;

/** The look of a line that came from a page; null where it is none. */
export function lookOf(value: unknown): LineLook | null {
  const { width, dash, opacity, radius } = partsOf(value);
  const lengths = dashIn(dash);
  return isLength(width) && isLength(radius) && isShare(opacity) && lengths !== null
    ? { width, dash: lengths, opacity, radius }
    : null;
}

/** The marking of a chart that came from a page; null where it is none. */
export function markingOf(value: unknown): ChartMarking | null {
  const given = partsOf(value);
  const [bars, marks] = [listOf(given["bars"], mostMarks, barsOf), listOf(given["marks"], mostMarks, markOf)];
  const [spans, areas] = [listOf(given["spans"], mostMarks, spanOf), listOf(given["areas"], mostMarks, areaOf)];
  const { color, x } = partsOf(given["crosses"]);
  const crossColor = colorIn(color);
  return bars === null || marks === null || spans === null || areas === null || crossColor === null || !isArray(x)
    ? null
    : { bars, marks, spans, areas, crosses: { color: crossColor, x } };
}

function barsOf(value: unknown): ChartBars | null {
  const { color, opacity, x, low, high } = partsOf(value);
  const named = colorIn(color);
  return named !== null && isShare(opacity) && isArray(x) && isArray(low) && isArray(high) && isAlike(x, low, high)
    ? { color: named, opacity, x, low, high }
    : null;
}

function markOf(value: unknown): ChartMark | null {
  const { at, interval, label, color, dash } = partsOf(value);
  const [named, text, lengths] = [colorIn(color), textIn(label), dashIn(dash)];
  const ends = interval === null ? null : numbersIn(interval);
  const isWrong = interval !== null && ends === null;
  return typeof at !== "number" || isWrong || named === null || text === null || lengths === null
    ? null
    : { at, interval: ends, label: text, color: named, dash: lengths };
}

function spanOf(value: unknown): ChartSpan | null {
  const { from, to, label, color } = partsOf(value);
  const [named, text] = [colorIn(color), textIn(label)];
  return typeof from === "number" && typeof to === "number" && named !== null && text !== null
    ? { from, to, label: text, color: named }
    : null;
}

function areaOf(value: unknown): ChartArea | null {
  const { x, y, color } = partsOf(value);
  const [across, up, named] = [numbersIn(x), numbersIn(y), colorIn(color)];
  return across === null || up === null || named === null ? null : { x: across, y: up, color: named };
}

const mostDashes = 8;

function dashIn(value: unknown): readonly number[] | null {
  return listOf(value, mostDashes, (length) => (isLength(length) ? length : null));
}

function isLength(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 100;
}

function isShare(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 1;
}

function isArray(value: unknown): value is Float64Array {
  return value instanceof Float64Array && value.length <= 100_000;
}

function isAlike(...arrays: readonly Float64Array[]): boolean {
  return arrays.every(({ length }) => length === arrays[0]?.length);
}
