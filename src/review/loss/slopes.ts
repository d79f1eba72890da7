import { MIN_POINTS } from "../../numerics/models/modelSet.ts";
import { fitLine, rSquared } from "../../numerics/regression/ols.ts";
import { slopeInterval } from "../../numerics/regression/slopeInterval.ts";
import { chosenLine } from "../../numerics/regression/robustLine.ts";
import type { Interval, Slope } from "../model/runReview.ts";
import type { Points } from "../model/runPlot.ts";
import { counted, t } from "../../l10n.ts";

export interface SlopeOptions {
  readonly window: Interval;
  readonly seed: number;
  /** Interval that is already known, because the window's start was estimated with the slope. */
  readonly interval?: Interval | null;
}

/** Power-law slope of the points in a window, with a 95 % bootstrap interval that allows for correlated residuals. */
export function powerSlope(points: Points, { window, seed, interval = null }: SlopeOptions): Slope {
  const n = points.t.length;
  if (n < MIN_POINTS) {
    return noSlope(
      window,
      counted(
        n,
        ["only {0} point in the window, {1} are needed", "only {0} points in the window, {1} are needed"],
        String(MIN_POINTS),
      ),
    );
  }
  const x = points.t.map(Math.log);
  const logLoss = points.y.map(Math.log);
  const line = fitLine(x, logLoss);
  const chosen = chosenLine(x, logLoss, (fit) =>
    interval === null ? slopeInterval(x, logLoss, fit, { seed }) : negated(interval),
  );
  if (line === null || chosen === null) {
    return noSlope(window, t("all points of the window have the same time"));
  }
  return {
    window,
    alpha: -chosen.slope,
    r2: rSquared(line.rss, line.tss),
    interval: negated(chosen.interval),
    method: chosen.method,
    outliers: chosen.outliers,
    reason: null,
  };
}

function negated([low, high]: Interval): Interval {
  return [-high, -low];
}

export function noSlope(window: Interval, reason: string): Slope {
  return { window, alpha: null, r2: null, interval: null, method: null, outliers: 0, reason };
}
