import { at } from "./at.ts";

/**
 * In-place radix-2 transform of a complex series (forward, no scaling). The length must be a power of two.
 * Cooley & Tukey 1965. Twiddles come from a table of sines, not from repeated multiplication, which would lose digits.
 */
export function fftInPlace(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  reverseBits(re, im);
  const { cos, sin } = twiddlesOf(n);
  for (let half = 1; half < n; half *= 2) {
    const stride = n / (2 * half);
    for (let start = 0; start < n; start += 2 * half) {
      for (let j = 0; j < half; j++) {
        const low = start + j;
        const high = low + half;
        const wr = at(cos, j * stride);
        const wi = at(sin, j * stride);
        const tr = at(re, high) * wr - at(im, high) * wi;
        const ti = at(re, high) * wi + at(im, high) * wr;
        re[high] = at(re, low) - tr;
        im[high] = at(im, low) - ti;
        re[low] = at(re, low) + tr;
        im[low] = at(im, low) + ti;
      }
    }
  }
}

interface Twiddles {
  readonly n: number;
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/** The table of the length that was transformed last: Welch's segments all have the same. */
let lastTwiddles: Twiddles = { n: 0, cos: new Float64Array(0), sin: new Float64Array(0) };

function twiddlesOf(n: number): Twiddles {
  if (lastTwiddles.n !== n) {
    const angle = (i: number): number => (2 * Math.PI * i) / n;
    const cos = new Float64Array(n >> 1).map((_, i) => Math.cos(angle(i)));
    const sin = new Float64Array(n >> 1).map((_, i) => -Math.sin(angle(i)));
    lastTwiddles = { n, cos, sin };
  }
  return lastTwiddles;
}

/** Squared magnitudes of the one-sided discrete Fourier transform of a real series: floor(n / 2) + 1 bins, any length. */
export function powerSpectrum(values: Float64Array): Float64Array {
  const n = values.length;
  const bins = n === 0 ? 0 : (n >> 1) + 1;
  const [re, im] = isPowerOfTwo(n) ? padded(values, n) : bluestein(values);
  const power = new Float64Array(bins);
  for (let k = 0; k < bins; k++) {
    power[k] = at(re, k) ** 2 + at(im, k) ** 2;
  }
  return power;
}

export function isPowerOfTwo(n: number): boolean {
  return n > 0 && (n & (n - 1)) === 0;
}

function padded(values: Float64Array, size: number): [Float64Array, Float64Array] {
  const re = new Float64Array(size);
  re.set(values);
  const im = new Float64Array(size);
  fftInPlace(re, im);
  return [re, im];
}

/** Any length as a convolution with a chirp (Bluestein 1970). */
function bluestein(values: Float64Array): [Float64Array, Float64Array] {
  const n = values.length;
  let size = 1;
  while (size < 2 * n - 1) {
    size *= 2;
  }
  const [re, im, chirpRe, chirpIm] = [size, size, size, size].map((length) => new Float64Array(length)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const cos = new Float64Array(n);
  const sin = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    // i * i modulo 2n keeps the angle small, where sine and cosine are exact.
    const angle = (Math.PI * ((i * i) % (2 * n))) / n;
    cos[i] = Math.cos(angle);
    sin[i] = Math.sin(angle);
    re[i] = at(values, i) * at(cos, i);
    im[i] = -at(values, i) * at(sin, i);
    chirpRe[i] = at(cos, i);
    chirpIm[i] = at(sin, i);
    if (i > 0) {
      chirpRe[size - i] = at(cos, i);
      chirpIm[size - i] = at(sin, i);
    }
  }
  convolve(re, im, chirpRe, chirpIm);
  for (let i = 0; i < n; i++) {
    const [real, imaginary] = [at(re, i), at(im, i)];
    re[i] = real * at(cos, i) + imaginary * at(sin, i);
    im[i] = imaginary * at(cos, i) - real * at(sin, i);
  }
  return [re, im];
}

/** Circular convolution, left in the first pair: the inverse transform is a forward one of the conjugate. */
function convolve(re: Float64Array, im: Float64Array, otherRe: Float64Array, otherIm: Float64Array): void {
  const n = re.length;
  fftInPlace(re, im);
  fftInPlace(otherRe, otherIm);
  for (let i = 0; i < n; i++) {
    const real = at(re, i) * at(otherRe, i) - at(im, i) * at(otherIm, i);
    const imaginary = at(re, i) * at(otherIm, i) + at(im, i) * at(otherRe, i);
    re[i] = real;
    im[i] = -imaginary;
  }
  fftInPlace(re, im);
  for (let i = 0; i < n; i++) {
    re[i] = at(re, i) / n;
    im[i] = -at(im, i) / n;
  }
}

function reverseBits(re: Float64Array, im: Float64Array): void {
  const n = re.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; (j & bit) !== 0; bit >>= 1) {
      j ^= bit;
    }
    j ^= bit;
    if (i < j) {
      const [r, m] = [at(re, i), at(im, i)];
      re[i] = at(re, j);
      im[i] = at(im, j);
      re[j] = r;
      im[j] = m;
    }
  }
}
