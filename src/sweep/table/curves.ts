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
  let [start, end] = [Infinity, 0];
  forFinite({ t, y }, (time) => {
    start = Math.min(start, time);
    end = time;
  });
  const width = (end - start) / binCount;
  const bins = new Map<number, Sums>();
  forFinite({ t, y }, (time, value) => {
    const place = width > 0 ? Math.min(binCount - 1, Math.floor((time - start) / width)) : 0;
    const bin = bins.get(place);
    if (bin === undefined) {
      bins.set(place, { t: time, y: value, log: Math.log(value), min: value, max: value, n: 1 });
    } else {
      bin.t += time;
      bin.y += value;
      bin.log += Math.log(value);
      bin.min = Math.min(bin.min, value);
      bin.max = Math.max(bin.max, value);
      bin.n += 1;
    }
  });
  return Array.from(bins.values(), ({ t: sumT, y: sumY, log, min, max, n }) => {
    return { t: sumT / n, mean: sumY / n, meanLog: min > 0 ? log / n : null, min, max, n };
  });
}

/** Sums over the points of a bin. */
interface Sums {
  t: number;
  y: number;
  log: number;
  min: number;
  max: number;
  n: number;
}

function forFinite({ t, y }: Points, visit: (time: number, value: number) => void): void {
  for (let i = 0; i < t.length; i += 1) {
    const [time, value] = [at(t, i), at(y, i)];
    if (Number.isFinite(time) && Number.isFinite(value)) {
      visit(time, value);
    }
  }
}
