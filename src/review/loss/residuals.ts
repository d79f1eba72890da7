import { autocorrelation } from "../../numerics/series/acf.ts";
import { at } from "../../numerics/at.ts";
import { logResiduals, type ModelParams } from "../../numerics/models/lossModels.ts";
import type { LossSeries } from "../../numerics/models/lossSeries.ts";
import type { ModelName } from "../../numerics/models/modelFit.ts";
import { normalQuantile } from "../../numerics/stats/normalQuantile.ts";
import type { Spectrum } from "../../numerics/series/welch.ts";
import type { Points, Residuals } from "../model/runPlot.ts";

const fewest = 10;
const mostLags = 40;
/** More quantiles than this tell no more: of those in the middle every so many are left out, and none at the ends. */
const mostQuantiles = 2_000;
const atEitherEnd = 50;

/**
 * What the best model leaves of a run, for drawing; null where there is none or there are fewer than ten bins.
 * @param bins Those that the fit read.
 * @param spectrum Of the residuals record by record, as the review's noise figures read it.
 */
export function residualsOf(
  bins: LossSeries,
  best: { readonly model: ModelName; readonly params: ModelParams } | null,
  spectrum: Spectrum | null,
): Residuals | null {
  const n = bins.t.length;
  if (best === null || n < fewest) {
    return null;
  }
  const { model, params } = best;
  const y = logResiduals(bins, model, params);
  return {
    model,
    overTime: { t: bins.t, y },
    correlation: correlationOf(y),
    correlationLimit: 1.96 / Math.sqrt(n),
    quantiles: quantilesOf(y),
    spectrum,
  };
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
  const shown = ranksOf(n);
  // Blom 1958: plotting positions (i - 3/8) / (n + 1/4).
  return { t: shown.map((i) => normalQuantile((i + 0.625) / (n + 0.25))), y: shown.map((i) => at(sorted, i)) };
}

/** Ranks (0-based, rising) of the values that are shown. */
function ranksOf(n: number): Float64Array {
  const step = Math.ceil(n / mostQuantiles);
  const ranks = new Float64Array(n).map((_, i) => i);
  return ranks.filter((i) => i % step === 0 || i < atEitherEnd || i >= n - atEitherEnd);
}
