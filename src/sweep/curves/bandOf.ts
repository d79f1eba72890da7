import { at } from "../../numerics/at.ts";
import { meanEstimate } from "../../numerics/groups/meanInterval.ts";
import type { Placed } from "./runCurve.ts";

/** What a band around the mean of runs shows. */
export const bands = ["sd", "se", "ci", "range"] as const;
export type Band = (typeof bands)[number];

/** The mean of several runs with a band around it, at places of a common axis; all arrays have the same length. */
export interface GroupCurve {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Ends of the band; NaN where fewer than two runs have a value. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Runs that have a value at each place. */
  readonly n: Uint32Array;
}

/**
 * The mean of runs at places of an axis (increasing), each read between its own points and never before its first or
 * beyond its last. `sd`: mean ± standard deviation (n - 1); `se`: ± standard error of the mean; `ci`: 95 % interval of the
 * mean by Student's t; `range`: least and greatest. Places where no run has a value are left out.
 */
export function bandOf(runs: readonly Placed[], places: Float64Array, band: Band): GroupCurve {
  const rows = Array.from(places, (x) => ({
    x,
    values: Float64Array.from(runs.map((run) => valueAt(run, x)).filter(Number.isFinite)),
  })).filter(({ values }) => values.length > 0);
  const ends = rows.map(({ values }) => endsOf(values, band));
  return {
    x: Float64Array.from(rows, ({ x }) => x),
    y: Float64Array.from(ends, ({ mean }) => mean),
    low: Float64Array.from(ends, ({ low }) => low),
    high: Float64Array.from(ends, ({ high }) => high),
    n: Uint32Array.from(rows, ({ values }) => values.length),
  };
}

interface Ends {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

function endsOf(values: Float64Array, band: Band): Ends {
  const { mean = NaN, sd = null, interval = null } = meanEstimate(values) ?? {};
  if (sd === null || interval === null) {
    return { mean, low: NaN, high: NaN };
  }
  switch (band) {
    case "sd":
      return { mean, low: mean - sd, high: mean + sd };
    case "se": {
      const error = sd / Math.sqrt(values.length);
      return { mean, low: mean - error, high: mean + error };
    }
    case "ci":
      return { mean, low: interval[0], high: interval[1] };
    case "range":
      return { mean, low: values.reduce((a, b) => Math.min(a, b)), high: values.reduce((a, b) => Math.max(a, b)) };
  }
}

/** The value of a curve at a place, on the straight line between its points; NaN before the first and beyond the last. */
export function valueAt({ x, y }: Placed, place: number): number {
  const after = firstFrom(x, place);
  if (after === x.length || (after === 0 && at(x, 0) !== place)) {
    return NaN;
  }
  const [right, before] = [at(x, after), Math.max(0, after - 1)];
  const left = at(x, before);
  return right === left
    ? at(y, after)
    : at(y, before) + ((place - left) / (right - left)) * (at(y, after) - at(y, before));
}

/** Index of the first number that is not below a place; the length where all are. */
function firstFrom(x: Float64Array, place: number): number {
  let [low, high] = [0, x.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(x, middle) < place) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
