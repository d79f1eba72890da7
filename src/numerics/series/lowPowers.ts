import { at } from "../at.ts";
import { fftInPlace, twiddlesOf } from "./fft.ts";

/** Up to so many values the transform's definition is quick enough, which takes `count` operations a value. */
const mostDirect = 8192;

/**
 * Squared magnitudes of the discrete Fourier transform of a real series of any length at its `count` lowest frequencies,
 * that of zero left out; `count` is less than the length.
 */
export function lowPowers(values: Float64Array, count: number): Float64Array {
  return values.length <= mostDirect ? directPowers(values, count) : chirpPowers(values, count);
}

function directPowers(values: Float64Array, count: number): Float64Array {
  const n = values.length;
  const power = new Float64Array(count);
  for (let j = 1; j <= count; j++) {
    let [re, im] = [0, 0];
    for (let i = 0; i < n; i++) {
      const angle = (2 * Math.PI * ((i * j) % n)) / n;
      re += at(values, i) * Math.cos(angle);
      im += at(values, i) * Math.sin(angle);
    }
    power[j - 1] = re * re + im * im;
  }
  return power;
}

/**
 * The same in n log n operations: since 2ij = i^2 + j^2 - (i - j)^2, the transform is a convolution with a chirp.
 * Bluestein 1970, "A linear filtering approach to the computation of discrete Fourier transform".
 */
export function chirpPowers(values: Float64Array, count: number): Float64Array {
  const n = values.length;
  const size = 2 ** Math.ceil(Math.log2(n + count + 1));
  const twiddles = twiddlesOf(size);
  // Squares are taken modulo 2n, past which the chirp repeats: large angles would lose digits.
  const angle = (i: number): number => (Math.PI * ((i * i) % (2 * n))) / n;
  const [re, im] = [new Float64Array(size), new Float64Array(size)];
  const [chirpRe, chirpIm] = [new Float64Array(size), new Float64Array(size)];
  for (let i = 0; i < n; i++) {
    const turn = angle(i);
    re[i] = at(values, i) * Math.cos(turn);
    im[i] = -at(values, i) * Math.sin(turn);
    chirpRe[(size - i) % size] = Math.cos(turn);
    chirpIm[(size - i) % size] = Math.sin(turn);
  }
  for (let j = 1; j <= count; j++) {
    chirpRe[j] = Math.cos(angle(j));
    chirpIm[j] = Math.sin(angle(j));
  }
  fftInPlace(re, im, twiddles);
  fftInPlace(chirpRe, chirpIm, twiddles);
  for (let k = 0; k < size; k++) {
    const [a, b, c, d] = [at(re, k), at(im, k), at(chirpRe, k), at(chirpIm, k)];
    re[k] = a * c - b * d;
    // Conjugated, so that the same transform serves as the inverse one; magnitudes do not tell.
    im[k] = -(a * d + b * c);
  }
  fftInPlace(re, im, twiddles);
  return Float64Array.from({ length: count }, (_, j) => (at(re, j + 1) ** 2 + at(im, j + 1) ** 2) / size ** 2);
}
