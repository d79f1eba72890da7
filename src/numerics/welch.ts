import { at } from "./at.ts";
import { powerSpectrum } from "./fft.ts";
import { fitLine, mean } from "./ols.ts";
import { median } from "./quantile.ts";

export interface Spectrum {
  /** Frequencies, 0 to half the sample rate. */
  readonly frequency: Float64Array;
  /** One-sided power spectral density: squared units of the values per unit of frequency. */
  readonly density: Float64Array;
}

/** Defaults are those of scipy.signal.welch. */
export interface WelchOptions {
  /** Points of a segment; a longer one than the series is cut to it. 256. */
  readonly segmentLength?: number;
  /** Points that neighbouring segments share: half a segment. */
  readonly overlap?: number;
  readonly window?: "hann" | "hamming" | "boxcar";
  readonly detrend?: "constant" | "linear" | "none";
  /** Length to which segments are padded with zeros: that of the segment. */
  readonly fftLength?: number;
  readonly average?: "mean" | "median";
  /** `spectrum` gives power instead of density. */
  readonly scaling?: "density" | "spectrum";
  /** Points a unit of time: 1, so that frequencies are in cycles a point. */
  readonly sampleRate?: number;
}

/**
 * Welch's estimate of the power spectral density: periodic window, overlapping segments, averaged; DC and, for even
 * lengths, Nyquist are not doubled. Null for fewer than two values.
 * Welch 1967, "The use of fast Fourier transform for the estimation of power spectra".
 */
export function welch(values: Float64Array, options: WelchOptions = {}): Spectrum | null {
  const size = Math.min(options.segmentLength ?? 256, values.length);
  if (size < 2) {
    return null;
  }
  const { overlap = size >> 1, fftLength = size, sampleRate = 1, scaling = "density" } = options;
  const window = periodicWindow(options.window ?? "hann", size);
  const sum = window.reduce((total, weight) => total + weight, 0);
  const squares = window.reduce((total, weight) => total + weight * weight, 0);
  const norm = scaling === "density" ? sampleRate * squares : sum * sum;
  const powers: Float64Array[] = [];
  for (let start = 0; start + size <= values.length; start += size - overlap) {
    const segment = new Float64Array(fftLength);
    segment.set(values.subarray(start, start + size));
    detrendInPlace(segment.subarray(0, size), options.detrend ?? "constant");
    for (let i = 0; i < size; i++) {
      segment[i] = at(segment, i) * at(window, i);
    }
    powers.push(powerSpectrum(segment));
  }
  const density = options.average === "median" ? medianPower(powers) : meanPower(powers);
  for (let k = 0; k < density.length; k++) {
    density[k] = (at(density, k) * (k === 0 || 2 * k === fftLength ? 1 : 2)) / norm;
  }
  return { frequency: density.map((_, k) => (k * sampleRate) / fftLength), density };
}

function periodicWindow(kind: NonNullable<WelchOptions["window"]>, size: number): Float64Array {
  const floor = { hann: 0.5, hamming: 0.54, boxcar: 1 }[kind];
  return new Float64Array(size).map((_, i) => floor - (1 - floor) * Math.cos((2 * Math.PI * i) / size));
}

function detrendInPlace(segment: Float64Array, kind: NonNullable<WelchOptions["detrend"]>): void {
  if (kind === "none") {
    return;
  }
  const index = kind === "linear" ? segment.map((_, i) => i) : null;
  const line = index === null ? null : fitLine(index, segment);
  const level = line?.intercept ?? mean(segment);
  for (let i = 0; i < segment.length; i++) {
    segment[i] = at(segment, i) - level - (line?.slope ?? 0) * i;
  }
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

/** Median over the segments, divided by its bias for chi-squared powers (Allen et al. 2012, "FINDCHIRP", appendix B). */
function medianPower(powers: readonly Float64Array[]): Float64Array {
  let bias = 1;
  for (let i = 2; i < powers.length; i += 2) {
    bias += 1 / (i + 1) - 1 / i;
  }
  const column = new Float64Array(powers.length);
  return new Float64Array(powers[0]?.length ?? 0).map((_, k) => {
    powers.forEach((power, i) => {
      column[i] = at(power, k);
    });
    return median(column) / bias;
  });
}
