import type { Range } from "../axes/range.ts";

/** Values to a block, and blocks to a block of the next level. */
const fan = 16;

interface Level {
  readonly least: Float64Array;
  readonly greatest: Float64Array;
}

/**
 * Least and greatest of any stretch of a long array in a time that hardly depends on its length: the extremes of blocks,
 * of blocks of blocks and so on are kept. Values that are not finite are passed over.
 */
export class MinMax {
  #values: Float64Array = new Float64Array(0);
  #levels: Level[] = [];

  /** Takes up an array that is as it was before its index `from`. */
  update(values: Float64Array, from: number): void {
    this.#values = values;
    let [below, start]: [Level, number] = [{ least: values, greatest: values }, from];
    let level = 0;
    for (; below.least.length >= fan; level++) {
      const count = Math.ceil(below.least.length / fan);
      const known = this.#levels[level];
      const own = { least: grown(known?.least, count), greatest: grown(known?.greatest, count) };
      start = Math.floor(Math.min(start, (known?.least.length ?? 0) * fan) / fan);
      fill(own, below, start);
      this.#levels[level] = own;
      below = own;
    }
    this.#levels.length = level;
  }

  /** Least and greatest of the values from one index up to and without another; null where none of them is finite. */
  within(from: number, to: number): Range | null {
    const found: [number, number] = [Infinity, -Infinity];
    let source: Level = { least: this.#values, greatest: this.#values };
    let [start, end] = [from, to];
    for (let level = 0; start < end; level++) {
      const next = this.#levels[level];
      const [first, last] = [Math.ceil(start / fan), Math.floor(end / fan)];
      if (next === undefined || first >= last) {
        widen(found, source, start, end);
        break;
      }
      widen(found, source, start, first * fan);
      widen(found, source, last * fan, end);
      [source, start, end] = [next, first, last];
    }
    return found[0] > found[1] ? null : found;
  }
}

/** Widens a range to hold the finite values of a level from one index up to and without another. */
function widen(range: [number, number], { least, greatest }: Level, from: number, to: number): void {
  let [low, high] = range;
  for (let i = from; i < to; i++) {
    const [lowest, highest] = [least[i] ?? NaN, greatest[i] ?? NaN];
    low = lowest < low && lowest > -Infinity ? lowest : low;
    high = highest > high && highest < Infinity ? highest : high;
  }
  range[0] = low;
  range[1] = high;
}

function grown(known: Float64Array | undefined, count: number): Float64Array {
  const made = new Float64Array(count);
  made.set(known?.subarray(0, count) ?? []);
  return made;
}

/** Fills the blocks from an index on; a block without a finite value gets an empty range. */
function fill(own: Level, below: Level, start: number): void {
  for (let block = start; block < own.least.length; block++) {
    const range: [number, number] = [Infinity, -Infinity];
    widen(range, below, block * fan, Math.min((block + 1) * fan, below.least.length));
    [own.least[block], own.greatest[block]] = range;
  }
}
