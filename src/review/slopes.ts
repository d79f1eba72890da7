import { at } from "../numerics/at.ts";
import { effectiveSize, residualPhi } from "../numerics/effectiveSampleSize.ts";
import { MIN_POINTS } from "../numerics/modelSet.ts";
import { fitLine, rSquared } from "../numerics/ols.ts";
import { studentQuantile } from "../numerics/student.ts";
import type { Interval, Slope } from "./runReview.ts";
import type { Points } from "./runPlot.ts";

/** Power-law slope of the points in a window, with a 95 % interval that allows for correlated residuals. */
export function powerSlope({ t, y }: Points, window: Interval): Slope {
  const n = t.length;
  if (n < MIN_POINTS) {
    return noSlope(window, `only ${n} point${n === 1 ? "" : "s"} in the window, ${MIN_POINTS} are needed`);
  }
  const x = t.map(Math.log);
  const logLoss = y.map(Math.log);
  const line = fitLine(x, logLoss);
  if (line === null) {
    return noSlope(window, "all points of the window have the same time");
  }
  const residuals = logLoss.map((value, i) => value - line.intercept - line.slope * at(x, i));
  const nEff = effectiveSize(n, residualPhi(residuals, 2));
  const freedom = nEff - 2;
  const error = Math.sqrt(line.rss / n / Math.max(freedom, 1e-9) / (line.sxx / n));
  const reach = freedom > 1 ? studentQuantile(0.975, freedom) * error : null;
  return {
    window,
    alpha: -line.slope,
    r2: rSquared(line.rss, line.tss),
    interval: reach === null ? null : [-line.slope - reach, -line.slope + reach],
    reason: null,
  };
}

export function noSlope(window: Interval, reason: string): Slope {
  return { window, alpha: null, r2: null, interval: null, reason };
}
