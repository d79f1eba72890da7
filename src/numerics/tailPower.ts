import { at } from "./at.ts";
import { powerSpectrum } from "./fft.ts";

const TAIL_BINS = 16;

/**
 * Mean power of the 16 highest Fourier bins (all of them where there are fewer), divided by n: for white residuals
 * its expectation is their variance. Null for no values.
 */
export function tailPower(residuals: Float64Array): number | null {
  const power = powerSpectrum(residuals);
  const bins = Math.min(TAIL_BINS, power.length);
  if (bins === 0) {
    return null;
  }
  let sum = 0;
  for (let k = power.length - bins; k < power.length; k++) {
    sum += at(power, k);
  }
  return sum / bins / residuals.length;
}
