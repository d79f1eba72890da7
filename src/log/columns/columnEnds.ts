import type { Column, LostNumbers } from "./columns.ts";

/** How stretches of records lie: each is `2 ** shift` long, and `anchors` has the record that stands for each. */
export interface StretchPlan {
  readonly shift: number;
  readonly anchors: Uint32Array;
}

/** Numbers at the end of a column, and before those that are not finite, which are kept as they are. */
const keptAtEnd = 64;
/** A sample is so many stretches of so many neighbors, or up to twice as many. */
const fewestSamples = 64;
const sampleLength = 32;
/** So many are taken of a window, and of fewer windows the more there are. */
const samplesOfWindow = 4;

/** A column of a long log: it is given numbers, keeps what stands for them, and says what that is. */
export interface KeptColumn {
  /** Takes the numbers of the next records, which are not kept. */
  take(column: Column, plan: StretchPlan & { readonly lastAnchor: number }): void;
  /** Stretches are twice as long from now on. */
  merge(plan: StretchPlan): void;
  snapshot(key: string): Column;
}

/** What is kept of any column of a long log: its first number and its last ones, how many there were, and how they end. */
export class ColumnEnds implements KeptColumn {
  #logged = 0;
  readonly #keepsSamples: boolean;
  #samples: Float64Array[] = [];
  #windows = 0;
  #sampledEvery = 1;
  #texts = 0;
  #quoted: number | undefined;
  #times: number | undefined;
  #first: readonly [row: number, value: number] = [0, Number.NaN];
  #lastRows = new Uint32Array();
  #lastValues = new Float64Array();
  #least = Infinity;
  #most = -Infinity;
  #lost: LostNumbers | null = null;

  constructor(keepsSamples: boolean) {
    this.#keepsSamples = keepsSamples;
  }

  take(column: Column): void {
    const { rows, values } = column;
    this.#texts = column.texts;
    this.#quoted = column.quoted;
    this.#times = column.times;
    if (values.length === 0) {
      return;
    }
    if (this.#logged === 0) {
      this.#first = [rows[0] ?? 0, values[0] ?? Number.NaN];
    }
    this.#logged += values.length;
    for (let at = 0; at < values.length; at += 1) {
      const value = values[at] ?? Number.NaN;
      this.#least = value < this.#least && value > -Infinity ? value : this.#least;
      this.#most = value > this.#most && value < Infinity ? value : this.#most;
    }
    this.#noteLost(column);
    this.#lastRows = lastOf(Uint32Array, this.#lastRows, rows);
    this.#lastValues = lastOf(Float64Array, this.#lastValues, values);
    if (this.#keepsSamples) {
      this.#sample(values);
    }
  }

  merge(): void {
    // Ends have none.
  }

  /** The column as far as it is kept: its first number and its last ones. */
  snapshot(key: string): Column {
    const isWhole = this.#logged <= this.#lastValues.length;
    const rows = isWhole ? this.#lastRows : joined(Uint32Array, [this.#first[0]], this.#lastRows);
    const values = isWhole ? this.#lastValues : joined(Float64Array, [this.#first[1]], this.#lastValues);
    // The first number stands for all that is not kept.
    const [least, most] = [values.map(finiteOrNaN), values.map(finiteOrNaN)];
    if (!isWhole) {
      least[0] = this.#least;
      most[0] = this.#most;
    }
    const { thinned, ...column } = this.column(key, { rows, values, least, most });
    return { ...column, thinned: isWhole ? thinned : { ...thinned, endsOnly: true } };
  }

  /** The column by the values that stand for its numbers. */
  column(
    key: string,
    { rows, values, least, most }: Pick<Column, "rows" | "values"> & Record<"least" | "most", Float64Array>,
  ): Column & Required<Pick<Column, "thinned">> {
    const thinned = {
      logged: this.#logged,
      least,
      most,
      last: this.#lastValues,
      samples: this.#samples.slice(),
      lost: this.#lost,
    };
    const quoted = this.#quoted === undefined ? {} : { quoted: this.#quoted };
    const times = this.#times === undefined ? {} : { times: this.#times };
    return { key, rows, values, texts: this.#texts, ...quoted, ...times, thinned };
  }

  /** Row and value of the last number. */
  get last(): readonly [row: number, value: number] {
    return [this.#lastRows.at(-1) ?? 0, this.#lastValues.at(-1) ?? Number.NaN];
  }

  /** Numbers at the end that are not finite; those of earlier windows go on. Called before the last numbers are noted. */
  #noteLost({ rows, values }: Column): void {
    const from = values.findLastIndex(Number.isFinite) + 1;
    const count = values.length - from;
    if (count === 0) {
      this.#lost = null;
    } else if (from === 0 && this.#lost !== null) {
      this.#lost = { ...this.#lost, count: this.#lost.count + count };
    } else {
      const before = lastOf(Float64Array, this.#lastValues, values.subarray(0, from));
      this.#lost = { row: rows[from] ?? 0, value: values[from] ?? Number.NaN, count, before };
    }
  }

  #sample(values: Float64Array): void {
    this.#windows += 1;
    if (this.#windows % this.#sampledEvery !== 0) {
      return;
    }
    const gap = Math.max(sampleLength, Math.ceil(values.length / samplesOfWindow));
    for (let start = 0; start < values.length; start += gap) {
      this.#samples.push(values.slice(start, start + sampleLength));
    }
    if (this.#samples.length > 2 * fewestSamples) {
      this.#samples = this.#samples.filter((_, index) => index % 2 === 0);
      this.#sampledEvery *= 2;
    }
  }
}

function finiteOrNaN(value: number): number {
  return Number.isFinite(value) ? value : Number.NaN;
}

type Numbers = Float64Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** The last of some numbers and those after them, copied. */
function lastOf<T extends Numbers>(type: new (length: number) => T, before: T, next: Float64Array | Uint32Array): T {
  const added = next.subarray(-keptAtEnd);
  const stays = before.subarray(Math.max(0, before.length + added.length - keptAtEnd));
  return joined(type, stays, added);
}

/** Some numbers and those after them, as an array of a type. */
export function joined<T extends Numbers>(
  type: new (length: number) => T,
  one: ArrayLike<number>,
  other: ArrayLike<number>,
): T {
  const both = new type(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}
