/** How an axis places its values. */
export type AxisKind = "log" | "linear";

export type Range = readonly [low: number, high: number];

/** A range made larger (`factor` > 1) or smaller about a point of it, which stays where it is on the axis. */
export function zoomed(range: Range, kind: AxisKind, { factor, about }: { factor: number; about: number }): Range {
  const [low, high] = toAxis(range, kind);
  const middle = place(about, kind);
  return fromAxis([middle + (low - middle) * factor, middle + (high - middle) * factor], kind);
}

/** A range moved by a part of its own width. */
export function panned(range: Range, kind: AxisKind, part: number): Range {
  const [low, high] = toAxis(range, kind);
  const shift = (high - low) * part;
  return fromAxis([low + shift, high + shift], kind);
}

/** A range moved as little as it takes to lie within a whole, as wide on its axis as before; the whole where it is wider. */
export function movedInto(whole: Range, range: Range, kind: AxisKind): Range {
  const [start, end] = [partOf(whole, kind, range[0]), partOf(whole, kind, range[1])];
  const width = Math.min(end - start, 1);
  const from = Math.min(Math.max(start, 0), 1 - width);
  return [valueAt(whole, kind, from), valueAt(whole, kind, from + width)];
}

/** The smallest range that holds all of some ranges; null where there is none. */
export function hull(ranges: readonly (Range | null)[]): Range | null {
  const there = ranges.filter((range) => range !== null);
  const lowest = (least: number, [low]: Range): number => Math.min(least, low);
  const highest = (most: number, [, high]: Range): number => Math.max(most, high);
  return there.length === 0 ? null : [there.reduce(lowest, Infinity), there.reduce(highest, -Infinity)];
}

/** The value at a part (0 to 1) of an axis. */
export function valueAt(range: Range, kind: AxisKind, part: number): number {
  const [low, high] = toAxis(range, kind);
  const placed = low + (high - low) * part;
  return kind === "log" ? Math.exp(placed) : placed;
}

/** The part (0 to 1) of an axis at which a value stands. */
export function partOf(range: Range, kind: AxisKind, value: number): number {
  const [low, high] = toAxis(range, kind);
  return (place(value, kind) - low) / (high - low);
}

/** The part (0 to 1) of an axis at which each of many values stands. */
export function placing(range: Range, kind: AxisKind): (value: number) => number {
  const [low, high] = toAxis(range, kind);
  const width = high - low;
  return kind === "log" ? (value) => (Math.log(value) - low) / width : (value) => (value - low) / width;
}

/** The middle of a range, as it looks. */
export function middleOf(range: Range, kind: AxisKind): number {
  return valueAt(range, kind, 0.5);
}

/** The smallest range that shows all values that an axis can show, with a little room; null where there is none. */
export function rangeOf(kind: AxisKind, ...series: readonly Float64Array[]): Range | null {
  let low = Infinity;
  let high = -Infinity;
  for (const values of series) {
    for (const value of values) {
      if (Number.isFinite(value) && (kind === "linear" || value > 0)) {
        low = value < low ? value : low;
        high = value > high ? value : high;
      }
    }
  }
  return low > high ? null : roomy([low, high], kind);
}

/** The same for the values whose t lies in a part of it. */
export function rangeWithin(
  kind: AxisKind,
  [start, end]: Range,
  series: readonly { readonly t: Float64Array; readonly y: Float64Array }[],
): Range | null {
  let low = Infinity;
  let high = -Infinity;
  for (const { t, y } of series) {
    for (let i = 0; i < t.length; i++) {
      const [time, value] = [t[i] ?? NaN, y[i] ?? NaN];
      if (time >= start && time <= end && Number.isFinite(value) && (kind === "linear" || value > 0)) {
        low = value < low ? value : low;
        high = value > high ? value : high;
      }
    }
  }
  return low > high ? null : roomy([low, high], kind);
}

const room = 0.03;

/** A range with a little room at either end, as it looks on its axis. */
export function roomy(range: Range, kind: AxisKind): Range {
  const [low, high] = range;
  if (low === high) {
    // What never changes is still read off an axis of its own size.
    const half = low === 0 ? 1 : Math.abs(low) / 2;
    return kind === "log" ? [low / 2, high * 2] : [low - half, high + half];
  }
  const [start, end] = toAxis(range, kind);
  return fromAxis([start - (end - start) * room, end + (end - start) * room], kind);
}

function place(value: number, kind: AxisKind): number {
  return kind === "log" ? Math.log(value) : value;
}

function toAxis([low, high]: Range, kind: AxisKind): Range {
  return [place(low, kind), place(high, kind)];
}

function fromAxis([low, high]: Range, kind: AxisKind): Range {
  return kind === "log" ? [Math.exp(low), Math.exp(high)] : [low, high];
}
