import { at } from "../at.ts";
import {
  BlockResampler,
  inflation,
  percentileInterval,
  resamplesFor,
  type BootstrapOptions,
} from "../series/blockBootstrap.ts";
import type { Interval } from "../stats/interval.ts";
import { logResiduals } from "./lossModels.ts";
import type { LossSeries, ModelSet } from "./modelSet.ts";

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
