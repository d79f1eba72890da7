import { growingCounts, growingFloats } from "./growing.ts";
import { MinMax } from "./minMax.ts";
import type { AxisKind, Range } from "./range.ts";

/** A part of a series through which x never falls: indices from `start` up to and without `end`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
}

/** The extremes of one stretch in the pixel columns of an axis; NaN where nothing falls into a column. */
export interface Columns {
  readonly least: Float64Array;
  readonly greatest: Float64Array;
  /** Value of the first and of the last point in a column: what a line joins to its neighbours. */
  readonly first: Float64Array;
  readonly last: Float64Array;
}

/** Values by x in the order of their records; x falls where a run was resumed from before where it had come. */
export interface SeriesPoints {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Record (0-based) of each point; null where nobody knows, as in points that were thinned. */
  readonly rows: Uint32Array | null;
}

/**
 * A series of any length that is drawn and read at once: what a part of it spans is found without a look at every point.
 * Points without a finite x are left out.
 */
export class Series {
  readonly #x = growingFloats();
  readonly #y = growingFloats();
  readonly #rows = growingCounts();
  readonly #minMax = new MinMax();
  #starts: number[] = [];
  #broken: number[] = [];
  #range: Range | null = null;

  static of(points: SeriesPoints): Series {
    const series = new Series();
    series.update(points, 0);
    return series;
  }

  get x(): Float64Array {
    return this.#x.values;
  }

  get y(): Float64Array {
    return this.#y.values;
  }

  get length(): number {
    return this.#x.length;
  }

  /** Indices of the values that are not finite. */
  get broken(): readonly number[] {
    return this.#broken;
  }

  /** Takes up points of which all but those from record `row` on are known. */
  update({ x, y, rows }: SeriesPoints, row: number): void {
    const own = lowerBound(this.#rows.values, 0, this.length, row);
    const from = rows === null ? Math.min(row, x.length) : lowerBound(rows, 0, rows.length, row);
    const kept = finiteFrom({ x, y, rows }, from);
    this.#x.replaceFrom(own, kept.x);
    this.#y.replaceFrom(own, kept.y);
    this.#rows.replaceFrom(own, kept.rows);
    this.#minMax.update(this.y, own);
    this.#findStretches(own);
    this.#range = null;
  }

  /** Least and greatest x; null without points. */
  get span(): Range | null {
    this.#range ??= this.length === 0 ? null : spanOf(this.stretches(), this.x);
    return this.#range;
  }

  /** The same of the part that a kind of axis can show. */
  spanOn(kind: AxisKind): Range | null {
    if (kind === "linear" || this.span === null || this.span[0] > 0) {
      return this.span;
    }
    const positive = this.stretches()
      .map((stretch) => this.indicesWithin(stretch, [Number.MIN_VALUE, Infinity]))
      .filter(({ start, end }) => end > start);
    return positive.length === 0 ? null : spanOf(positive, this.x);
  }

  stretches(): readonly Stretch[] {
    return this.#starts.map((start, i) => ({ start, end: this.#starts[i + 1] ?? this.length }));
  }

  /** Record of a point. */
  rowAt(index: number): number {
    return this.#rows.values[index] ?? 0;
  }

  /** Indices of a stretch whose x lie in a range, its ends included. */
  indicesWithin({ start, end }: Stretch, [low, high]: Range): Stretch {
    return { start: lowerBound(this.x, start, end, low), end: upperBound(this.x, start, end, high) };
  }

  /** Least and greatest finite value where x lies in a range; null where there is none. */
  extremesWithin(range: Range): Range | null {
    let found: Range | null = null;
    for (const stretch of this.stretches()) {
      const { start, end } = this.indicesWithin(stretch, range);
      const here = this.#minMax.within(start, end);
      found = here === null || found === null ? (here ?? found) : [min(here[0], found[0]), max(here[1], found[1])];
    }
    return found;
  }

  /** Index of the last point (the latest run of it) whose x is nearest to a value; null without points. */
  nearest(at: number): number | null {
    const { x } = this;
    let found: number | null = null;
    for (const { start, end } of this.stretches()) {
      const after = lowerBound(x, start, end, at);
      for (const i of [after - 1, after]) {
        const distance = Math.abs((x[i] ?? NaN) - at);
        if (i >= start && i < end && (found === null || distance <= Math.abs((x[found] ?? NaN) - at))) {
          found = i;
        }
      }
    }
    return found;
  }

  /** What a stretch spans in each of `width` columns of an axis. */
  columns(stretch: Stretch, range: Range, { kind, width }: { kind: AxisKind; width: number }): Columns {
    const made = emptyColumns(width);
    const [low, high] = kind === "log" ? [Math.log(range[0]), Math.log(range[1])] : range;
    const { x, y } = this;
    const shown = this.indicesWithin(stretch, range);
    let at = shown.start;
    while (at < shown.end) {
      const placed = kind === "log" ? Math.log(x[at] ?? NaN) : (x[at] ?? NaN);
      const column = Math.min(Math.floor(((placed - low) / (high - low)) * width), width - 1);
      const edge = low + ((column + 1) * (high - low)) / width;
      const border = kind === "log" ? Math.exp(edge) : edge;
      const next = Math.max(at + 1, column === width - 1 ? shown.end : lowerBound(x, at, shown.end, border));
      const found = column < 0 ? null : this.#minMax.within(at, next);
      if (found !== null) {
        [made.least[column], made.greatest[column]] = found;
        made.first[column] = finiteFromTheFront(y, at, next);
        made.last[column] = finiteFromTheBack(y, at, next);
      }
      at = next;
    }
    return made;
  }

  #findStretches(from: number): void {
    const { x, y } = this;
    this.#starts = this.#starts.filter((start) => start < from || start === 0).slice(0, this.length);
    this.#broken = this.#broken.slice(0, lowerBound(this.#broken, 0, this.#broken.length, from));
    if (this.#starts.length === 0 && this.length > 0) {
      this.#starts.push(0);
    }
    for (let i = from; i < x.length; i++) {
      if (i > 0 && (x[i] ?? NaN) < (x[i - 1] ?? NaN)) {
        this.#starts.push(i);
      }
      if (!Number.isFinite(y[i])) {
        this.#broken.push(i);
      }
    }
  }
}

const { min, max } = Math;

function emptyColumns(width: number): Columns {
  const empty = (): Float64Array => new Float64Array(width).fill(NaN);
  return { least: empty(), greatest: empty(), first: empty(), last: empty() };
}

function spanOf(stretches: readonly Stretch[], x: Float64Array): Range {
  const lows = stretches.map(({ start }) => x[start] ?? NaN);
  const highs = stretches.map(({ end }) => x[end - 1] ?? NaN);
  return [lows.reduce((one, other) => min(one, other)), highs.reduce((one, other) => max(one, other))];
}

/** The points from an index on that have a finite x. */
function finiteFrom(
  { x, y, rows }: SeriesPoints,
  from: number,
): { x: Float64Array; y: Float64Array; rows: Uint32Array } {
  const tail = { x: x.subarray(from), y: y.subarray(from), rows: rows?.subarray(from) ?? countsFrom(from, x.length) };
  if (tail.x.every(Number.isFinite)) {
    return tail;
  }
  const has = (_: number, i: number): boolean => Number.isFinite(tail.x[i]);
  return { x: tail.x.filter(has), y: tail.y.filter(has), rows: tail.rows.filter(has) };
}

function countsFrom(from: number, end: number): Uint32Array {
  const rows = new Uint32Array(Math.max(end - from, 0));
  for (let i = 0; i < rows.length; i++) {
    rows[i] = from + i;
  }
  return rows;
}

function finiteFromTheFront(y: Float64Array, from: number, to: number): number {
  for (let i = from; i < to; i++) {
    if (Number.isFinite(y[i])) {
      return y[i] ?? NaN;
    }
  }
  return NaN;
}

function finiteFromTheBack(y: Float64Array, from: number, to: number): number {
  for (let i = to - 1; i >= from; i--) {
    if (Number.isFinite(y[i])) {
      return y[i] ?? NaN;
    }
  }
  return NaN;
}

type Sorted = Float64Array | Uint32Array | readonly number[];

/** First index of a rising part of an array whose value is at least `value`; `end` where there is none. */
function lowerBound(values: Sorted, start: number, end: number, value: number): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Infinity) < value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}

/** First index whose value is greater than `value`. */
function upperBound(values: Sorted, start: number, end: number, value: number): number {
  let [low, high] = [start, end];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Infinity) <= value) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
