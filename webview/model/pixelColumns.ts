import { lowerBound } from "./bounds.ts";
import type { AxisKind, Range } from "../axes/range.ts";

/** The pixel columns of an axis. */
export interface PixelAxis {
  readonly range: Range;
  readonly kind: AxisKind;
  /** How many there are. */
  readonly width: number;
  /** Whether the first and the last value of each column are asked for too. */
  readonly ends?: boolean;
}

/** What points span in neighboring pixel columns; NaN where none of a column is finite. */
export interface Columns {
  /** The column that index 0 is of: what is narrow takes no room for the rest of the axis. */
  readonly from: number;
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  /** Value of the first and of the last point in a column, which a line joins to its neighbors; empty where not asked for. */
  readonly first: Float64Array;
  readonly last: Float64Array;
}

/** Values by x; `within` gives the least and greatest finite value from one index up to and without another. */
export interface Spanned {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly within: (from: number, to: number) => Range | null;
}

/** So many points of a column are looked at one by one, which takes less than to search for its end. */
const few = 64;

/** What the points from one index up to and without another span, whose x rise and lie within the axis. */
export function columnsOf(
  { x, y, within }: Spanned,
  { start, end }: { readonly start: number; readonly end: number },
  axis: PixelAxis,
): Columns {
  const { columnAt, borderOf } = placingOn(axis);
  const from = columnAt(x[start] ?? NaN);
  const count = start < end ? columnAt(x[end - 1] ?? NaN) - from + 1 : 0;
  // One array for both: to make one takes as long as to fill it.
  const spanned = new Float64Array(2 * count);
  const [least, greatest] = [spanned.subarray(0, count), spanned.subarray(count)];
  /** Index of the first point of each column, and of none after the last. */
  const begins = axis.ends === true ? new Uint32Array(count + 1).fill(start, 0, 1) : null;
  let at = start;
  for (let column = 0; column < count; column++) {
    const border = column === count - 1 ? Infinity : borderOf(from + column);
    let [low, high] = [Infinity, -Infinity];
    for (const near = Math.min(at + few, end); at < near && (x[at] ?? NaN) < border; at++) {
      const value = y[at] ?? NaN;
      low = value < low && value > -Infinity ? value : low;
      high = value > high && value < Infinity ? value : high;
    }
    const isDone = at === end || (x[at] ?? NaN) >= border;
    const next = isDone ? at : lowerBound(x, at, end, border);
    if (!isDone) {
      const others = within(at, next);
      low = Math.min(low, others?.[0] ?? low);
      high = Math.max(high, others?.[1] ?? high);
    }
    least[column] = low > high ? NaN : low;
    greatest[column] = low > high ? NaN : high;
    at = next;
    if (begins !== null) {
      begins[column + 1] = at;
    }
  }
  return { from, least, greatest, ...(begins === null ? noEnds : endsOf(y, begins)) };
}

const noEnds = { first: new Float64Array(0), last: new Float64Array(0) };

/** First and last finite value of columns, by where each begins and where the last ends. */
function endsOf(y: Float64Array, begins: Uint32Array): Pick<Columns, "first" | "last"> {
  const [first, last] = [new Float64Array(begins.length - 1), new Float64Array(begins.length - 1)];
  for (let column = 0; column < first.length; column++) {
    const [from, to] = [begins[column] ?? 0, begins[column + 1] ?? 0];
    first[column] = firstFinite(y, from, to);
    last[column] = lastFinite(y, from, to);
  }
  return { first, last };
}

interface Placing {
  readonly columnAt: (x: number) => number;
  /** Where a column ends. */
  readonly borderOf: (column: number) => number;
}

function placingOn({ range, kind, width }: PixelAxis): Placing {
  const place = (value: number): number => (kind === "log" ? Math.log(value) : value);
  const [low, high] = [place(range[0]), place(range[1])];
  return {
    columnAt: (x) => Math.min(Math.max(Math.floor(((place(x) - low) / (high - low)) * width), 0), width - 1),
    borderOf: (column) => {
      const edge = low + ((column + 1) * (high - low)) / width;
      return kind === "log" ? Math.exp(edge) : edge;
    },
  };
}

function firstFinite(y: Float64Array, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    if (Number.isFinite(y[i])) {
      return y[i] ?? NaN;
    }
  }
  return NaN;
}

function lastFinite(y: Float64Array, from: number, to: number): number {
  for (let i = to - 1; i >= from; i--) {
    if (Number.isFinite(y[i])) {
      return y[i] ?? NaN;
    }
  }
  return NaN;
}
