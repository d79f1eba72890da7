import type { LossSeries } from "../../numerics/models/lossSeries.ts";
import { longMemorySlopeError } from "../../numerics/models/longMemory.ts";
import { minPoints } from "../../numerics/models/modelSet.ts";
import { fitLine, rSquared } from "../../numerics/regression/ols.ts";
import { chosenLine } from "../../numerics/regression/robustLine.ts";
import type { FractionalNoise } from "../../numerics/regression/fractional.ts";
import { studentQuantile } from "../../numerics/stats/student.ts";
import type { Interval, Slope } from "../model/runReview.ts";
import { counted, t } from "../../l10n.ts";

export interface SlopeOptions {
  readonly window: Interval;
  /** Weights that level the points' noise, of the same length: outliers are judged with them. */
  readonly weights: Float64Array;
  /** What the interval must hold besides its own reach, because the window's start was estimated with the slope. */
  readonly hull?: Interval | null;
  /** Noise with a long memory, for which the interval then allows. */
  readonly memory?: FractionalNoise | null;
}

/**
 * Power-law slope of the points in a window, with a 95 % interval that allows for uneven and for correlated residuals
 * (HC3, widened by the effective sample size).
 */
export function powerSlope(points: LossSeries, { window, weights, hull = null, memory = null }: SlopeOptions): Slope {
  const n = points.t.length;
  if (n < minPoints) {
    return noSlope(
      window,
      n === 0
        ? t("no points in the window ({0} needed)", minPoints)
        : counted(
            n,
            ["only {0} point in the window ({1} needed)", "only {0} points in the window ({1} needed)"],
            String(minPoints),
          ),
    );
  }
  const { logT: x, logLoss } = points;
  const line = fitLine(x, logLoss);
  const chosen = chosenLine(x, logLoss, weights);
  if (line === null || chosen === null) {
    return noSlope(window, t("all points of the window have the same time"));
  }
  return {
    window,
    alpha: -chosen.slope,
    r2: rSquared(line.rss, line.tss),
    interval: joined(
      joined(negated(chosen.interval), hull),
      longMemoryInterval(points, chosen.slope, { weights, memory }),
    ),
    method: chosen.method,
    leastSquares: -line.slope,
    huber: -chosen.huber,
    outliers: chosen.outliers,
    reason: null,
  };
}

function negated([low, high]: Interval): Interval {
  return [-high, -low];
}

function joined([low, high]: Interval, other: Interval | null): Interval {
  return other === null ? [low, high] : [Math.min(low, other[0]), Math.max(high, other[1])];
}

function longMemoryInterval(
  { logT: x }: LossSeries,
  slope: number,
  { weights, memory }: Pick<SlopeOptions, "weights" | "memory">,
): Interval | null {
  if (!memory) {
    return null;
  }
  const reach = studentQuantile(0.975, x.length - 2) * longMemorySlopeError(x, weights, memory);
  return [-slope - reach, -slope + reach];
}

export function noSlope(window: Interval, reason: string): Slope {
  return {
    window,
    alpha: null,
    r2: null,
    interval: null,
    method: null,
    leastSquares: null,
    huber: null,
    outliers: 0,
    reason,
  };
}
