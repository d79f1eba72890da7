import { at } from "../../numerics/at.ts";
import type { AxisId } from "../../review/model/axisIds.ts";
import type { Role } from "../../series/roles/role.ts";
import { CurveBins } from "./curveBins.ts";

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
  const bins = new CurveBins({ first, last, points, isLog });
  for (const i of kept) {
    const value = at(y, i);
    bins.add(at(x, i), 1, { mean: value, low: value, high: value });
  }
  return bins.curve();
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
