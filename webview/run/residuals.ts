import { autocorrelation } from "../../src/numerics/acf.ts";
import { logLossAt } from "../../src/numerics/lossModels.ts";
import type { ModelName } from "../../src/numerics/modelFit.ts";
import { welch, type Spectrum } from "../../src/numerics/welch.ts";
import type { Points, RunPlot } from "../../src/review/runPlot.ts";
import type { RunReview } from "../../src/review/runReview.ts";
import { normalQuantile } from "../shared/normalQuantile.ts";

/** What the best model leaves of the logarithm of the loss, looked at from four sides. */
export interface Residuals {
  readonly model: ModelName;
  /** Residuals of the bin means against t, within the fit's window. */
  readonly overTime: Points;
  /** Autocorrelation (`y`) of the bins at lags 1, 2, ... (`t`). */
  readonly correlation: Points;
  /** Autocorrelations of white noise lie within plus and minus this 95 times in a hundred. */
  readonly correlationLimit: number;
  /** Standardised residuals (`y`) against the normal quantiles (`t`) that they would have. */
  readonly quantiles: Points;
  /** Power spectral density of the residuals record by record; null where the panel has not got every record. */
  readonly spectrum: Spectrum | null;
}

const fewest = 10;
const mostLags = 40;
/** A log with more records comes thinned: its extremes say nothing of its spectrum. */
const mostRecords = 40_000;
const fewestOfSpectrum = 32;

/** Null where there is no best model or too few points. */
export function residualsOf({ review, plot }: { review: RunReview; plot: RunPlot }): Residuals | null {
  const { best, window } = review;
  const params = best === null ? undefined : review.fits?.[best].params;
  if (best === null || window === null || params === undefined) {
    return null;
  }
  const left = ({ t, y }: Points): Points => ({
    t,
    y: y.map((loss, i) => Math.log(loss) - logLossAt(best, params, t[i] ?? NaN)),
  });
  const overTime = left(cleaned(plot.lossBins, window.end));
  const n = overTime.t.length;
  if (n < fewest) {
    return null;
  }
  const records = review.records <= mostRecords ? left(cleaned(plot.loss, window.end)).y : new Float64Array(0);
  return {
    model: best,
    overTime,
    correlation: correlationOf(overTime.y),
    correlationLimit: 1.96 / Math.sqrt(n),
    quantiles: quantilesOf(overTime.y),
    spectrum: records.length < fewestOfSpectrum ? null : welch(records),
  };
}

/** Positive finite losses up to `end`, in order of t; of what was run again, the last counts. */
function cleaned({ t, y }: Points, end: number): Points {
  const kept: number[] = [];
  let earliest = Infinity;
  for (let i = t.length - 1; i >= 0; i--) {
    const [time, loss] = [t[i] ?? NaN, y[i] ?? NaN];
    if (time < earliest && time > 0) {
      earliest = time;
      if (time <= end && loss > 0 && loss < Infinity) {
        kept.push(i);
      }
    }
  }
  kept.reverse();
  return { t: Float64Array.from(kept, (i) => t[i] ?? NaN), y: Float64Array.from(kept, (i) => y[i] ?? NaN) };
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
