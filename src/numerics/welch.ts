import { at } from "./at.ts";
import { fftInPlace, isPowerOfTwo, powerSpectrum } from "./fft.ts";
import { mean } from "./ols.ts";

export interface Spectrum {
  /** Frequencies in cycles a point, 0 to 0.5. */
  readonly frequency: Float64Array;
  /** One-sided power spectral density, in squared units of the values per cycle a point. */
  readonly density: Float64Array;
}

/**
 * Welch's estimate of the power spectral density: periodic Hann window, segments that overlap by half, each without
 * its mean; DC and, for even lengths, Nyquist are not doubled (scipy.signal.welch's conventions). A segment longer
 * than the series is cut to it. Null for fewer than two values.
 * Welch 1967, "The use of fast Fourier transform for the estimation of power spectra".
 */
export function welch(values: Float64Array, segmentLength = 256): Spectrum | null {
  const size = Math.min(segmentLength, values.length);
  if (size < 2) {
    return null;
  }
  const window = periodicHann(size);
  const windowPower = window.reduce((sum, weight) => sum + weight * weight, 0);
  const step = size - (size >> 1);
  const bins = (size >> 1) + 1;
  const density = new Float64Array(bins);
  const segment = new Float64Array(size);
  const im = new Float64Array(size);
  let segments = 0;
  for (let start = 0; start + size <= values.length; start += step) {
    const center = mean(values, start, start + size);
    for (let i = 0; i < size; i++) {
      segment[i] = at(window, i) * (at(values, start + i) - center);
    }
    addPower(segment, im, density);
    segments += 1;
  }
  for (let k = 0; k < bins; k++) {
    const sides = k === 0 || 2 * k === size ? 1 : 2;
    density[k] = (at(density, k) * sides) / (windowPower * segments);
  }
  return { frequency: density.map((_, k) => k / size), density };
}

function periodicHann(size: number): Float64Array {
  return new Float64Array(size).map((_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
}

/** Adds the segment's power to `density`; the segment is used up as scratch. */
function addPower(segment: Float64Array, im: Float64Array, density: Float64Array): void {
  if (isPowerOfTwo(segment.length)) {
    im.fill(0);
    fftInPlace(segment, im);
    for (let k = 0; k < density.length; k++) {
      density[k] = at(density, k) + at(segment, k) ** 2 + at(im, k) ** 2;
    }
    return;
  }
  const power = powerSpectrum(segment);
  for (let k = 0; k < density.length; k++) {
    density[k] = at(density, k) + at(power, k);
  }
}
