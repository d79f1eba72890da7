import { at } from "../../numerics/at.ts";
import type { AxisId } from "../../review/model/axisIds.ts";
import type { Role } from "../../series/roles/role.ts";

/** What a page asks of a run to draw it. */
export interface CurveAsk {
  readonly axis: AxisId;
  /** Metrics by name, or by what they are of the run: `@trainLoss`. */
  readonly metrics: readonly string[];
  /** Most points of a curve; they are evenly spaced on the axis. */
  readonly points: number;
  readonly isLog: boolean;
  /** The part of the axis that is seen; null for all of it. */
  readonly range: readonly [number, number] | null;
}

/** Roles that a curve may be asked for by. */
export const curveRoles = ["trainLoss", "valLoss", "trainAccuracy", "valAccuracy"] as const satisfies readonly Role[];

/**
 * A metric of a run, as narrow means: point i stands for all values of its part of the axis. `low` and `high` are the least
 * and the greatest of them, so that no spike is hidden. All have the same length; x increases.
 */
export interface RunCurve {
  readonly metric: string;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Values and where they are on the axis; same lengths. */
export interface Placed {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

type Thinning = Pick<CurveAsk, "points" | "isLog" | "range">;

/**
 * The means of values over equal parts of an axis. Values that are not finite, that the axis has no place for, or that were
 * run again later (a later value stands before them) are left out. An empty part has no point.
 */
export function thinned({ x, y }: Placed, { points, isLog, range }: Thinning): Omit<RunCurve, "metric"> {
  const kept = counting({ x, y }, isLog);
  const [first, last] = range ?? [at(x, kept[0] ?? 0), at(x, kept.at(-1) ?? 0)];
  const place = isLog ? Math.log : (value: number): number => value;
  const [start, end] = [place(first), place(last)];
  const bins: Bin[] = [];
  let bin: Bin = { index: -1, n: 0, x: 0, y: 0, low: Infinity, high: -Infinity };
  for (const i of kept) {
    const [where, value] = [at(x, i), at(y, i)];
    if (where < first || where > last) {
      continue;
    }
    const index = end > start ? Math.min(points - 1, Math.floor((points * (place(where) - start)) / (end - start))) : 0;
    if (bin.index !== index) {
      bin = { index, n: 0, x: 0, y: 0, low: Infinity, high: -Infinity };
      bins.push(bin);
    }
    bin.n += 1;
    bin.x += where;
    bin.y += value;
    bin.low = Math.min(bin.low, value);
    bin.high = Math.max(bin.high, value);
  }
  return {
    x: Float64Array.from(bins, (one) => one.x / one.n),
    y: Float64Array.from(bins, (one) => one.y / one.n),
    low: Float64Array.from(bins, ({ low }) => low),
    high: Float64Array.from(bins, ({ high }) => high),
  };
}

interface Bin {
  readonly index: number;
  n: number;
  x: number;
  y: number;
  low: number;
  high: number;
}

/** Indices of the values that are drawn, in the order of the axis. */
function counting({ x, y }: Placed, isLog: boolean): readonly number[] {
  const kept: number[] = [];
  let next = Infinity;
  for (let i = x.length - 1; i >= 0; i--) {
    const where = at(x, i);
    if (Number.isFinite(where) && where <= next && (!isLog || where > 0)) {
      next = where;
      if (Number.isFinite(at(y, i))) {
        kept.push(i);
      }
    }
  }
  return kept.reverse();
}
