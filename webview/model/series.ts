import { growingCounts, growingFloats } from "./growing.ts";
import { lowerBound, upperBound } from "./bounds.ts";
import { MinMax } from "./minMax.ts";
import { columnsOf, type Columns, type PixelAxis } from "./pixelColumns.ts";
import { rangeOf, roomy, type AxisKind, type Range } from "../axes/range.ts";

/** A part of a series through which x never falls: indices from `start` up to and without `end`. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
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

  /** What a kind of axis can show of the values where x lies in a range, with a little room; null where it is nothing. */
  rangeWithin(range: Range, kind: AxisKind): Range | null {
    const found = this.extremesWithin(range);
    if (found === null || kind === "linear" || found[0] > 0) {
      return found && roomy(found, kind);
    }
    // The least positive value: rarely asked for, since losses are positive.
    const values = this.stretches().map((stretch) => {
      const { start, end } = this.indicesWithin(stretch, range);
      return this.y.subarray(start, end);
    });
    return rangeOf("log", ...values);
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

  /** What a stretch spans in the pixel columns of an axis. */
  columns(stretch: Stretch, axis: PixelAxis): Columns {
    const { x, y } = this;
    const within = (from: number, to: number): Range | null => this.#minMax.within(from, to);
    return columnsOf({ x, y, within }, this.indicesWithin(stretch, axis.range), axis);
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
