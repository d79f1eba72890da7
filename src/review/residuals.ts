import { autocorrelation } from "../numerics/acf.ts";
import { logLossAt } from "../numerics/lossModels.ts";
import { welch } from "../numerics/welch.ts";
import type { Points, Residuals, RunPlot } from "./runPlot.ts";
import type { RunReview } from "./runReview.ts";
import { normalQuantile } from "../numerics/normalQuantile.ts";

const fewest = 10;
const mostLags = 40;
/** As many of the last records as the review's own noise figures read. */
const mostRecords = 65_536;
const fewestOfSpectrum = 32;

/** What the best model leaves of a run, for drawing. Null where there is no best model or there are too few points. */
export function residualsOf({
  review,
  plot,
}: {
  review: RunReview;
  plot: Omit<RunPlot, "residuals">;
}): Residuals | null {
  const { best, window } = review;
  const params = best === null ? undefined : review.fits?.[best].params;
  if (best === null || window === null || params === undefined) {
    return null;
  }
  const left = ({ t, y }: Points): Points => ({
    t,
    y: y.map((loss, i) => Math.log(loss) - logLossAt(best, params, t[i] ?? NaN)),
  });
  const overTime = left(cleaned(plot.lossBins, window));
  const n = overTime.t.length;
  if (n < fewest) {
    return null;
  }
  const records = left(cleaned(plot.loss, window)).y;
  return {
    model: best,
    overTime,
    correlation: correlationOf(overTime.y),
    correlationLimit: 1.96 / Math.sqrt(n),
    quantiles: quantilesOf(overTime.y),
    spectrum: records.length < fewestOfSpectrum ? null : welch(records),
  };
}

/** The last positive finite losses of a window, in order of t; of what was run again, the last counts. */
function cleaned({ t, y }: Points, { start, end }: { readonly start: number; readonly end: number }): Points {
  const most = Math.min(t.length, mostRecords);
  const kept = { t: new Float64Array(most), y: new Float64Array(most) };
  let free = most;
  let earliest = Infinity;
  for (let i = t.length - 1; i >= 0 && free > 0; i--) {
    const time = t[i] ?? NaN;
    const loss = y[i] ?? NaN;
    if (time < earliest && time > 0) {
      earliest = time;
      if (time >= start && time <= end && loss > 0 && loss < Infinity) {
        free -= 1;
        kept.t[free] = time;
        kept.y[free] = loss;
      }
    }
  }
  return { t: kept.t.subarray(free), y: kept.y.subarray(free) };
}

function correlationOf(residuals: Float64Array): Points {
  const lags = Math.min(mostLags, residuals.length >> 1);
  return {
    t: Float64Array.from({ length: lags }, (_, i) => i + 1),
    y: autocorrelation(residuals, lags).slice(1),
  };
}

function quantilesOf(residuals: Float64Array): Points {
  const n = residuals.length;
  const mean = residuals.reduce((sum, value) => sum + value, 0) / n;
  const deviation = Math.sqrt(residuals.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1));
  const sorted = residuals.map((value) => (deviation > 0 ? (value - mean) / deviation : 0)).sort();
  // Blom 1958: plotting positions (i - 3/8) / (n + 1/4).
  return { t: sorted.map((_, i) => normalQuantile((i + 0.625) / (n + 0.25))), y: sorted };
}
