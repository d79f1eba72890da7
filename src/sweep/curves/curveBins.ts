/** A curve of narrow means; arrays of the same length, x increasing. */
export type BinnedCurve = Readonly<Record<"x" | "y" | "low" | "high", Float64Array>>;

/** Equal parts of an axis from `first` to `last`, of its logarithms where it is a log axis. */
export interface AxisParts {
  readonly first: number;
  readonly last: number;
  readonly points: number;
  readonly isLog: boolean;
}

interface Bin {
  readonly index: number;
  n: number;
  x: number;
  y: number;
  low: number;
  high: number;
}

/** Gathers values of increasing x by the part of the axis that they lie in: a part without a value has no point. */
export class CurveBins {
  readonly #axis: AxisParts;
  readonly #place: (value: number) => number;
  readonly #start: number;
  readonly #end: number;
  readonly #bins: Bin[] = [];

  constructor(axis: AxisParts) {
    this.#axis = axis;
    this.#place = axis.isLog ? Math.log : (value) => value;
    [this.#start, this.#end] = [this.#place(axis.first), this.#place(axis.last)];
  }

  /** Adds the mean of `n` values at a place of the axis, with the least and the greatest of them. */
  add(where: number, n: number, { mean, low, high }: Readonly<Record<"mean" | "low" | "high", number>>): void {
    if (!(where >= this.#axis.first && where <= this.#axis.last)) {
      return;
    }
    const bin = this.#binAt(where);
    bin.n += n;
    bin.x += where * n;
    bin.y += mean * n;
    bin.low = Math.min(bin.low, low);
    bin.high = Math.max(bin.high, high);
  }

  curve(): BinnedCurve {
    return {
      x: Float64Array.from(this.#bins, (one) => one.x / one.n),
      y: Float64Array.from(this.#bins, (one) => one.y / one.n),
      low: Float64Array.from(this.#bins, ({ low }) => low),
      high: Float64Array.from(this.#bins, ({ high }) => high),
    };
  }

  #binAt(where: number): Bin {
    const [start, end, { points }] = [this.#start, this.#end, this.#axis];
    const part = (points * (this.#place(where) - start)) / (end - start);
    const index = end > start ? Math.min(points - 1, Math.floor(part)) : 0;
    const last = this.#bins.at(-1);
    if (last?.index === index) {
      return last;
    }
    const bin = { index, n: 0, x: 0, y: 0, low: Infinity, high: -Infinity };
    this.#bins.push(bin);
    return bin;
  }
}
