import { at } from "../at.ts";
import {
  BlockResampler,
  inflation,
  percentileInterval,
  resamplesFor,
  type BootstrapOptions,
} from "../series/blockBootstrap.ts";
import { effectiveSize, residualPhi } from "../series/effectiveSampleSize.ts";
import type { Interval } from "../stats/interval.ts";
import type { LineFit } from "./ols.ts";

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
