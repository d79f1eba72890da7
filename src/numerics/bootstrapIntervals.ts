import { at } from "./at.ts";
import { BlockResampler, percentileInterval } from "./blockBootstrap.ts";
import { effectiveSize, residualPhi } from "./effectiveSampleSize.ts";
import { logResiduals } from "./lossModels.ts";
import type { LossSeries, ModelSet } from "./modelSet.ts";
import type { LineFit } from "./ols.ts";
import { studentQuantile } from "./student.ts";

export type Interval = readonly [low: number, high: number];

const Z_95 = 1.959963984540054;
/** Points that all resamples together may have: long series get fewer resamples, so that a review stays quick. */
const POINTS = 300_000;
const MOST = 1000;
const FEWEST = 200;

export interface BootstrapOptions {
  readonly seed: number;
  /** By the length of the series where it is not given. */
  readonly resamples?: number;
}

/** Number of resamples for a series of n points: 1,000 up to 300 points. */
export function resamplesFor(n: number): number {
  return Math.min(MOST, Math.max(FEWEST, Math.round(POINTS / Math.max(1, n))));
}

/**
 * 95 % intervals of the knee and of the power-law slope behind it: residuals of the switch drawn anew in blocks, the
 * knee searched again each time, and the slope fitted again from wherever it then is. Null without a switch.
 */
export function kneeIntervals(
  series: LossSeries,
  models: ModelSet,
  { seed, resamples = resamplesFor(series.t.length) }: BootstrapOptions,
): { readonly knee: Interval; readonly alpha: Interval } | null {
  const { switchSearch, fits, phi, nEff } = models;
  const scale = inflation(nEff, 4);
  if (switchSearch === null) {
    return null;
  }
  const residuals = logResiduals(series, "switch", fits.switch.params);
  const fitted = series.logLoss.map((value, i) => value - at(residuals, i));
  const resampler = new BlockResampler(residuals, { phi, scale, seed });
  const drawn = new Float64Array(fitted.length);
  const knees = new Float64Array(resamples);
  const alphas = new Float64Array(resamples);
  for (let i = 0; i < resamples; i++) {
    resampler.draw(fitted, drawn);
    knees[i] = switchSearch.locate(drawn) ?? NaN;
    alphas[i] = -switchSearch.slopeAfter();
  }
  return { knee: percentileInterval(knees), alpha: percentileInterval(alphas) };
}

/** 95 % interval of a line's slope, by the same bootstrap of its residuals. */
export function slopeInterval(x: Float64Array, y: Float64Array, line: LineFit, options: BootstrapOptions): Interval {
  const { seed, resamples = resamplesFor(y.length) } = options;
  const fitted = x.map((value) => line.intercept + line.slope * value);
  const residuals = y.map((value, i) => value - at(fitted, i));
  const phi = residualPhi(residuals, 2);
  const scale = inflation(effectiveSize(y.length, phi), 2);
  const resampler = new BlockResampler(residuals, { phi, scale, seed });
  const leverage = x.map((value) => (value - line.xMean) / line.sxx);
  const drawn = new Float64Array(y.length);
  const slopes = new Float64Array(resamples);
  for (let b = 0; b < slopes.length; b++) {
    resampler.draw(fitted, drawn);
    let slope = 0;
    for (let i = 0; i < drawn.length; i++) {
      slope += at(leverage, i) * at(drawn, i);
    }
    slopes[b] = slope;
  }
  return percentileInterval(slopes);
}

/**
 * Factor on residuals before they are drawn: what k parameters took from nEff independent residuals, and the wider
 * reach that Student's t has over the normal for so few. Two degrees of freedom are always left, which makes the
 * interval of a strongly correlated series very wide instead of missing.
 */
function inflation(nEff: number, k: number): number {
  const freedom = Math.max(2, nEff - k);
  return (Math.sqrt((freedom + k) / freedom) * studentQuantile(0.975, freedom)) / Z_95;
}
