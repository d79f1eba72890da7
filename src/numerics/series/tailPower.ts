import { at } from "../at.ts";

const tailBins = 16;

/**
 * Mean power of the 16 highest Fourier bins (all of them where there are fewer), divided by n: for white residuals
 * its expectation is their variance. Null for no values.
 */
export function tailPower(residuals: Float64Array): number | null {
  const n = residuals.length;
  const total = n === 0 ? 0 : (n >> 1) + 1;
  const bins = Math.min(tailBins, total);
  if (bins === 0) {
    return null;
  }
  let sum = 0;
  for (let k = total - bins; k < total; k++) {
    sum += binPower(residuals, k);
  }
  return sum / bins / n;
}

/** Points between two exact turns of the phase: rotating by multiplication loses a digit in about that many. */
const block = 64;

/** Squared magnitude of one Fourier coefficient, summed directly: sixteen of them cost less than a whole transform. */
function binPower(values: Float64Array, k: number): number {
  const n = values.length;
  const turn = (2 * Math.PI * k) / n;
  const stepRe = Math.cos(turn);
  const stepIm = -Math.sin(turn);
  let [re, im] = [0, 0];
  for (let start = 0; start < n; start += block) {
    // k * start modulo n keeps the angle small, where sine and cosine are exact.
    const angle = (2 * Math.PI * ((k * start) % n)) / n;
    let cos = Math.cos(angle);
    let sin = -Math.sin(angle);
    const end = Math.min(start + block, n);
    for (let i = start; i < end; i++) {
      const value = at(values, i);
      re += value * cos;
      im += value * sin;
      const next = cos * stepRe - sin * stepIm;
      sin = cos * stepIm + sin * stepRe;
      cos = next;
    }
  }
  return re * re + im * im;
}
