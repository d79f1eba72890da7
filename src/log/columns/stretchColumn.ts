import { ColumnEnds, joined, type KeptColumn, type StretchPlan } from "./columnEnds.ts";
import type { Column } from "./columns.ts";

/** What a stretch keeps: the mean of its numbers, or that of a single record, as of a clock. */
export type StretchValue = "mean" | "single";

/** The arrays of a column's stretches, all of the same length. */
interface Stretches {
  /** The record that stands for the stretch: the anchor where the column has a number there, else its first one. */
  readonly rows: Uint32Array<ArrayBuffer>;
  /** Finite numbers of the stretch, and their sum; where there is none, the first that is not finite. */
  readonly counts: Uint32Array<ArrayBuffer>;
  readonly sums: Float64Array<ArrayBuffer>;
  readonly least: Float64Array<ArrayBuffer>;
  readonly most: Float64Array<ArrayBuffer>;
}

/** A column of a long log by stretches of records. Stretches without a number are left out. */
export class StretchColumn implements KeptColumn {
  readonly #ends: ColumnEnds;
  readonly #value: StretchValue;
  #stretches = newStretches(1024);
  #length = 0;
  /** The number of the last record with an anchor; its row is -1 where there is none. */
  #atAnchor: readonly [row: number, value: number] = [-1, Number.NaN];

  constructor(keepsSamples: boolean, value: StretchValue) {
    this.#ends = new ColumnEnds(keepsSamples);
    this.#value = value;
  }

  take(column: Column, plan: StretchPlan & { readonly lastAnchor: number }): void {
    this.#ends.take(column);
    const { rows, values } = column;
    this.#reserve(Math.min(this.#length + values.length, ((rows.at(-1) ?? 0) >>> plan.shift) + 1));
    for (let at = 0; at < values.length; at += 1) {
      this.#add(rows[at] ?? 0, values[at] ?? Number.NaN, plan);
    }
    const place = rows.findLastIndex((row) => row <= plan.lastAnchor);
    if (place >= 0 && rows[place] === plan.lastAnchor) {
      this.#atAnchor = [plan.lastAnchor, values[place] ?? Number.NaN];
    }
  }

  merge({ shift, anchors }: StretchPlan): void {
    const from = this.#stretches;
    let length = 0;
    for (let at = 0; at < this.#length; at += 1) {
      const row = from.rows[at] ?? 0;
      if (length > 0 && (from.rows[length - 1] ?? 0) >>> shift === row >>> shift) {
        this.#join(length - 1, at, anchors[row >>> shift] === row);
      } else {
        copy(from, at, length);
        length += 1;
      }
    }
    this.#length = length;
  }

  /** How the column begins and ends, where its stretches are not kept any more. */
  get ends(): ColumnEnds {
    return this.#ends;
  }

  /** The stretches, and after them the last number and that of the last anchor, as they were logged. */
  snapshot(key: string): Column {
    const { rows, least, most } = this.#stretches;
    const length = this.#length;
    const ends = this.#endsAfter(rows[length - 1] ?? -1);
    const endRows = ends.map(([row]) => row);
    const endValues = ends.map(([, value]) => value);
    const finite = endValues.map((value) => (Number.isFinite(value) ? value : Number.NaN));
    return this.#ends.column(key, {
      rows: joined(Uint32Array, rows.subarray(0, length), endRows),
      values: joined(Float64Array, this.#values(), endValues),
      least: joined(Float64Array, least.subarray(0, length), finite),
      most: joined(Float64Array, most.subarray(0, length), finite),
    });
  }

  /** The number of the last anchor and the last one, as far as they come after a record. */
  #endsAfter(row: number): readonly (readonly [row: number, value: number])[] {
    const [anchor, last] = [this.#atAnchor, this.#ends.last];
    return [...(anchor[0] > row && anchor[0] < last[0] ? [anchor] : []), ...(last[0] > row ? [last] : [])];
  }

  /** What stands for each stretch. */
  #values(): Float64Array {
    const { sums, counts, least } = this.#stretches;
    const values = sums.slice(0, this.#length);
    for (let at = 0; this.#value === "mean" && at < values.length; at += 1) {
      const [sum = Number.NaN, count = 0] = [values[at], counts[at]];
      if (count > 1) {
        // A sum may be more than a number holds.
        values[at] = Number.isFinite(sum) ? sum / count : (least[at] ?? Number.NaN);
      }
    }
    return values;
  }

  #add(row: number, value: number, { shift, anchors }: StretchPlan): void {
    const { rows, counts, sums, least, most } = this.#stretches;
    const isFinite = value - value === 0;
    const at = this.#length - 1;
    if (at < 0 || (rows[at] ?? 0) >>> shift !== row >>> shift) {
      const next = this.#length;
      rows[next] = row;
      counts[next] = isFinite ? 1 : 0;
      sums[next] = value;
      least[next] = most[next] = isFinite ? value : Number.NaN;
      this.#length += 1;
      return;
    }
    const stands = anchors[row >>> shift] === row;
    if (stands) {
      rows[at] = row;
    }
    if (!isFinite) {
      return;
    }
    const isFirst = counts[at] === 0;
    const keepsOne = this.#value === "single";
    sums[at] = isFirst || (keepsOne && stands) ? value : keepsOne ? (sums[at] ?? 0) : (sums[at] ?? 0) + value;
    least[at] = isFirst || value < (least[at] ?? 0) ? value : (least[at] ?? 0);
    most[at] = isFirst || value > (most[at] ?? 0) ? value : (most[at] ?? 0);
    counts[at] = (counts[at] ?? 0) + 1;
  }

  /** Takes the stretch `from` up in the one at `to`; `stands`: whether its record stands for both. */
  #join(to: number, from: number, stands: boolean): void {
    const { rows, counts, sums, least, most } = this.#stretches;
    const [own = 0, other = 0] = [counts[to], counts[from]];
    const takesOther = (own === 0 && other > 0) || (this.#value === "single" && stands && other > 0);
    if (takesOther) {
      sums[to] = sums[from] ?? Number.NaN;
    } else if (this.#value === "mean" && other > 0) {
      sums[to] = (sums[to] ?? 0) + (sums[from] ?? 0);
    }
    rows[to] = (stands ? rows[from] : rows[to]) ?? 0;
    least[to] = lesser(least[to], least[from]);
    most[to] = -lesser(-(most[to] ?? Number.NaN), -(most[from] ?? Number.NaN));
    counts[to] = own + other;
  }

  #reserve(length: number): void {
    const before = this.#stretches;
    if (length > before.rows.length) {
      const after = newStretches(Math.max(length, 2 * before.rows.length));
      after.rows.set(before.rows);
      after.counts.set(before.counts);
      after.sums.set(before.sums);
      after.least.set(before.least);
      after.most.set(before.most);
      this.#stretches = after;
    }
  }
}

function newStretches(length: number): Stretches {
  return {
    rows: new Uint32Array(length),
    counts: new Uint32Array(length),
    sums: new Float64Array(length),
    least: new Float64Array(length),
    most: new Float64Array(length),
  };
}

function copy({ rows, counts, sums, least, most }: Stretches, from: number, to: number): void {
  rows[to] = rows[from] ?? 0;
  counts[to] = counts[from] ?? 0;
  sums[to] = sums[from] ?? 0;
  least[to] = least[from] ?? 0;
  most[to] = most[from] ?? 0;
}

/** The lesser of two numbers, one of which may be NaN for none. */
function lesser(one = Number.NaN, other = Number.NaN): number {
  return one <= other || Number.isNaN(other) ? one : other;
}
