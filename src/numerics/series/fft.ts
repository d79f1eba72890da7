import { at } from "../at.ts";

/** Cosines and sines of a full turn cut into n parts, shared by all transforms of that length. */
export interface Twiddles {
  readonly cos: Float64Array;
  readonly sin: Float64Array;
}

/** The table of a length. Sines come from the angle, not from repeated multiplication, which would lose digits. */
export function twiddlesOf(n: number): Twiddles {
  const angle = (i: number): number => (2 * Math.PI * i) / n;
  return {
    cos: new Float64Array(n).map((_, i) => Math.cos(angle(i))),
    sin: new Float64Array(n).map((_, i) => -Math.sin(angle(i))),
  };
}

/**
 * Squared magnitudes of the one-sided discrete Fourier transform of a real series: floor(n / 2) + 1 bins, any length.
 * A length that is not a power of two costs n^2 / 2 operations, which the segments of Welch's estimate, at most 256
 * points, can pay.
 */
export function powerSpectrum(values: Float64Array, twiddles: Twiddles = twiddlesOf(values.length)): Float64Array {
  const n = values.length;
  if (isPowerOfTwo(n)) {
    const re = Float64Array.from(values);
    const im = new Float64Array(n);
    fftInPlace(re, im, twiddles);
    return new Float64Array((n >> 1) + 1).map((_, k) => at(re, k) ** 2 + at(im, k) ** 2);
  }
  return new Float64Array(n === 0 ? 0 : (n >> 1) + 1).map((_, k) => powerAt(values, k, twiddles));
}

/** The transform's definition, for one frequency. */
function powerAt(values: Float64Array, k: number, { cos, sin }: Twiddles): number {
  const n = values.length;
  let re = 0;
  let im = 0;
  for (let i = 0, turn = 0; i < n; i++, turn = (turn + k) % n) {
    re += at(values, i) * at(cos, turn);
    im += at(values, i) * at(sin, turn);
  }
  return re * re + im * im;
}

/**
 * In-place radix-2 transform of a complex series (forward, no scaling). The length must be a power of two.
 * Cooley & Tukey 1965.
 */
export function fftInPlace(re: Float64Array, im: Float64Array, { cos, sin }: Twiddles): void {
  const n = re.length;
  reverseBits(re, im);
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

function isPowerOfTwo(n: number): boolean {
  return n > 0 && (n & (n - 1)) === 0;
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
