import { at } from "../../numerics/at.ts";
import type { ReviewedRun } from "../../review/reviewRun.ts";
import type { Points } from "../../review/model/runPlot.ts";

/** What is binned of a run, in this order. */
export const binnedRoles = ["trainLoss", "valLoss", "lambdaMax"] as const;
export type BinnedRole = (typeof binnedRoles)[number];

/** A stretch of a metric of one run. */
export interface CurveBin {
  readonly run: string;
  /** What the metric is of the run, whatever its name. */
  readonly role: BinnedRole;
  readonly metric: string;
  /** Mean time of its records, in epochs or what the run's clock counts. */
  readonly t: number;
  readonly mean: number;
  /** Mean of the natural logarithm; null where a value has none. */
  readonly meanLog: number | null;
  readonly min: number;
  readonly max: number;
  /** Records with a finite value. */
  readonly n: number;
}

/** As many as a chart has room for. */
const binCount = 200;

/** The losses and the curvature of a run, in bins of even width: small enough to draw thousands of runs. */
export function curvesOf({ review, plot }: ReviewedRun): readonly CurveBin[] {
  const metrics: readonly (readonly [BinnedRole, string | undefined, Points])[] = [
    ["trainLoss", review.loss?.metric, plot.loss],
    ["valLoss", review.bestVal?.metric, plot.lossVal],
    ["lambdaMax", review.curvature?.metric, plot.lambdaMax],
  ];
  return metrics.flatMap(([role, metric, points]) =>
    metric === undefined ? [] : binned(points).map((bin) => ({ run: review.run, role, metric, ...bin })),
  );
}

/** Points in bins of even width, empty ones and values that are not finite left out. */
function binned({ t, y }: Points): readonly Omit<CurveBin, "run" | "role" | "metric">[] {
  const rows = Array.from(t.keys()).filter((i) => Number.isFinite(at(t, i)) && Number.isFinite(at(y, i)));
  const times = rows.map((i) => at(t, i));
  const [start, end] = [times.reduce((least, time) => Math.min(least, time), Infinity), times.at(-1) ?? 0];
  const width = (end - start) / binCount;
  const bins = new Map<number, number[]>();
  for (const row of rows) {
    const bin = width > 0 ? Math.min(binCount - 1, Math.floor((at(t, row) - start) / width)) : 0;
    const inside = bins.get(bin) ?? [];
    bins.set(bin, inside);
    inside.push(row);
  }
  return [...bins.values()].map((inside) => binOf(inside, { t, y }));
}

function binOf(rows: readonly number[], { t, y }: Points): Omit<CurveBin, "run" | "role" | "metric"> {
  let [sumT, sumY, sumLog, min, max] = [0, 0, 0, Infinity, -Infinity];
  for (const row of rows) {
    const value = at(y, row);
    sumT += at(t, row);
    sumY += value;
    sumLog += Math.log(value);
    min = Math.min(min, value);
    max = Math.max(max, value);
  }
  const n = rows.length;
  return { t: sumT / n, mean: sumY / n, meanLog: min > 0 ? sumLog / n : null, min, max, n };
}
