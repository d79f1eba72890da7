import { lowerBound } from "./bounds.ts";
import type { AxisKind, Range } from "../axes/range.ts";

/** The pixel columns of an axis. */
export interface PixelAxis {
  readonly range: Range;
  readonly kind: AxisKind;
  /** How many there are. */
  readonly width: number;
}

/** What points span in neighboring pixel columns; NaN where none of a column is finite. */
export interface Columns {
  /** The column that index 0 is of: what is narrow takes no room for the rest of the axis. */
  readonly from: number;
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  /** Value of the first and of the last point in a column: what a line joins to its neighbors. */
  readonly first: Float64Array;
  readonly last: Float64Array;
}

/** Values by x; `within` gives the least and greatest finite value from one index up to and without another. */
export interface Spanned {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly within: (from: number, to: number) => Range | null;
}

/** What the points from one index up to and without another span, whose x rise and lie within the axis. */
export function columnsOf(
  { x, y, within }: Spanned,
  { start, end }: { readonly start: number; readonly end: number },
  axis: PixelAxis,
): Columns {
  const { columnAt, borderOf } = placingOn(axis);
  const from = columnAt(x[start] ?? NaN);
  const count = start < end ? columnAt(x[end - 1] ?? NaN) - from + 1 : 0;
  const empty = (): Float64Array => new Float64Array(count).fill(NaN);
  const made = { from, least: empty(), greatest: empty(), first: empty(), last: empty() };
  for (let at = start; at < end;) {
    const column = columnAt(x[at] ?? NaN);
    const next = Math.max(at + 1, column - from === count - 1 ? end : lowerBound(x, at, end, borderOf(column)));
    const found = within(at, next);
    if (found !== null) {
      [made.least[column - from], made.greatest[column - from]] = found;
      made.first[column - from] = firstFinite(y, at, next);
      made.last[column - from] = lastFinite(y, at, next);
    }
    at = next;
  }
  return made;
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
