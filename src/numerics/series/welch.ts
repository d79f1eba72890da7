import { at } from "../at.ts";
import { powerSpectrum, twiddlesOf } from "./fft.ts";
import { mean } from "../stats/mean.ts";

export interface Spectrum {
  /** Frequencies in cycles a point, 0 to half of one. */
  readonly frequency: Float64Array;
  /** One-sided power spectral density: squared units of the values per unit of frequency. */
  readonly density: Float64Array;
}

/**
 * Welch's estimate of the power spectral density with the defaults of scipy.signal.welch: periodic Hann window, segments
 * of `segmentLength` points that overlap by half, each freed from its mean, averaged; DC and, for even lengths, Nyquist
 * are not doubled. A series shorter than a segment is one segment. Null for fewer than two values.
 * Welch 1967, "The use of fast Fourier transform for the estimation of power spectra".
 */
export function welch(values: Float64Array, segmentLength = 256): Spectrum | null {
  const size = Math.min(segmentLength, values.length);
  if (size < 2) {
    return null;
  }
  const window = new Float64Array(size).map((_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / size));
  const twiddles = twiddlesOf(size);
  const powers: Float64Array[] = [];
  for (let start = 0; start + size <= values.length; start += size - (size >> 1)) {
    const segment = values.subarray(start, start + size);
    const level = mean(segment);
    powers.push(
      powerSpectrum(
        segment.map((value, i) => (value - level) * at(window, i)),
        twiddles,
      ),
    );
  }
  const norm = window.reduce((total, weight) => total + weight * weight, 0);
  const density = meanPower(powers).map((power, k) => (power * (k === 0 || 2 * k === size ? 1 : 2)) / norm);
  return { frequency: density.map((_, k) => k / size), density };
}

function meanPower(powers: readonly Float64Array[]): Float64Array {
  const total = new Float64Array(powers[0]?.length ?? 0);
  for (const power of powers) {
    for (let k = 0; k < total.length; k++) {
      total[k] = at(total, k) + at(power, k) / powers.length;
    }
  }
  return total;
}
