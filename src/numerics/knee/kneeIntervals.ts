import { at } from "../at.ts";
import { BlockResampler, percentileInterval, resamplesFor, type BootstrapOptions } from "../series/blockBootstrap.ts";
import { correctedPhi } from "../regression/autoregression.ts";
import type { Interval } from "../stats/interval.ts";
import { locateJoint } from "../models/joints/jointModels.ts";
import { JointSearch } from "../models/joints/jointSearch.ts";
import { logResiduals } from "../models/lossModels.ts";
import type { ModelSet } from "../models/modelSet.ts";

/** Parameters of the switch, sigma and phi apart. */
const parameters = 4;

/**
 * 95 % intervals of the knee and of the power-law slope behind it by bootstrap: innovations of the switch's residuals
 * redrawn in moving blocks and colored by its phi, the knee searched again at that phi each time, with the slope from
 * wherever it then is. Null without a switch.
 */
export function kneeIntervals(
  { series, estimates }: ModelSet,
  { seed, resamples = resamplesFor(series.t.length) }: BootstrapOptions,
): { readonly knee: Interval; readonly alpha: Interval } | null {
  const estimate = estimates.switch;
  if (estimate === null) {
    return null;
  }
  const n = series.t.length;
  const phi = correctedPhi(estimate.phi, parameters, n);
  const residuals = logResiduals(series, "switch", estimate.params);
  const fitted = series.logLoss.map((value, i) => value - at(residuals, i));
  const leveled = residuals.map((value, i) => value * at(series.weights, i));
  const scale = Math.sqrt(n / (n - parameters - 1));
  const resampler = new BlockResampler(leveled, { phi, scale, seed });
  const knees = new Float64Array(resamples);
  const alphas = new Float64Array(resamples);
  const noise = new Float64Array(n);
  const none = new Float64Array(n);
  for (let i = 0; i < resamples; i++) {
    resampler.draw(none, noise);
    const logLoss = fitted.map((value, j) => value + at(noise, j) / at(series.weights, j));
    const drawn = { ...series, logLoss };
    const joint = locateJoint(drawn, new JointSearch(drawn, "switch"), phi);
    knees[i] = joint?.tau ?? NaN;
    alphas[i] = -(joint?.slope ?? NaN);
  }
  return { knee: percentileInterval(knees), alpha: percentileInterval(alphas) };
}
