import { autocorrelation } from "../../numerics/series/acf.ts";
import { at } from "../../numerics/at.ts";
import { logLossAt, type ModelParams } from "../../numerics/models/lossModels.ts";
import type { ModelName } from "../../numerics/models/modelFit.ts";
import { median } from "../../numerics/stats/quantile.ts";
import { tailPower } from "../../numerics/series/tailPower.ts";
import { welch, type Spectrum } from "../../numerics/series/welch.ts";
import type { Points } from "../model/runPlot.ts";
import type { Noise } from "../model/runReview.ts";

/** Fewest residuals that a spectrum is taken of. */
const minResiduals = 32;
/** Most residuals, the last ones: what the noise is now, at a bounded cost. */
const maxResiduals = 65_536;
/** Edges of the bands in cycles per record. */
const bandEdges = [0, 1 / 64, 1 / 16, 1 / 4, 1 / 2];

export interface ReviewedNoise {
  readonly noise: Noise;
  /** What the noise's floor and bands are read off, for drawing. */
  readonly spectrum: Spectrum | null;
}

/**
 * Spectrum of what the best model leaves of ln L, record by record: power by band, the floor (median density of the
 * upper half of the frequencies) and the tail power. Null with fewer than 32 records.
 */
export function reviewNoise(records: Points, model: ModelName, params: ModelParams): ReviewedNoise | null {
  const n = records.t.length;
  if (n < minResiduals) {
    return null;
  }
  const from = Math.max(0, n - maxResiduals);
  const residuals = new Float64Array(n - from);
  for (let i = from; i < n; i++) {
    residuals[i - from] = Math.log(at(records.y, i)) - logLossAt(model, params, at(records.t, i));
  }
  const spectrum = welch(residuals);
  const noise = {
    lag1: at(autocorrelation(residuals, 1), 1),
    tailPower: tailPower(residuals),
    floor: spectrum === null ? null : median(spectrum.density.subarray(spectrum.density.length >> 1)),
    bands: spectrum === null ? [] : bands(spectrum),
  };
  return { noise, spectrum };
}

/** Density summed over each band, so that the bands add up to the variance. */
function bands({ frequency, density }: Spectrum): Noise["bands"] {
  const width = at(frequency, 1);
  return bandEdges.slice(1).map((high, i) => {
    const low = bandEdges[i] ?? 0;
    let power = 0;
    for (let k = 0; k < frequency.length; k++) {
      const f = at(frequency, k);
      power += f > low && f <= high ? at(density, k) * width : 0;
    }
    return { low, high, power };
  });
}
