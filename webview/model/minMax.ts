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
    let [least, greatest] = [Infinity, -Infinity];
    let source: Level = { least: this.#values, greatest: this.#values };
    let [start, end] = [from, to];
    const take = (first: number, last: number): void => {
      for (let i = first; i < last; i++) {
        const [low, high] = [source.least[i] ?? NaN, source.greatest[i] ?? NaN];
        least = low < least && low > -Infinity ? low : least;
        greatest = high > greatest && high < Infinity ? high : greatest;
      }
    };
    for (let level = 0; start < end; level++) {
      const next = this.#levels[level];
      const [first, last] = [Math.ceil(start / fan), Math.floor(end / fan)];
      if (next === undefined || first >= last) {
        take(start, end);
        break;
      }
      take(start, first * fan);
      take(last * fan, end);
      [source, start, end] = [next, first, last];
    }
    return least > greatest ? null : [least, greatest];
  }
}

function grown(known: Float64Array | undefined, count: number): Float64Array {
  const made = new Float64Array(count);
  made.set(known?.subarray(0, count) ?? []);
  return made;
}

/** Fills the blocks from an index on; a block without a finite value gets an empty range. */
function fill(own: Level, below: Level, start: number): void {
  for (let block = start; block < own.least.length; block++) {
    let [least, greatest] = [Infinity, -Infinity];
    const end = Math.min((block + 1) * fan, below.least.length);
    for (let i = block * fan; i < end; i++) {
      const [low, high] = [below.least[i] ?? NaN, below.greatest[i] ?? NaN];
      least = low < least && low > -Infinity ? low : least;
      greatest = high > greatest && high < Infinity ? high : greatest;
    }
    own.least[block] = least;
    own.greatest[block] = greatest;
  }
}
