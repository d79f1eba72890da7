/**
 * P(|Z| >= |z|) of a standard normal Z, to about 14 digits: the series of the error function near 0 (DLMF 7.6.1), the
 * continued fraction of its complement farther out (DLMF 7.9.1).
 */
export function normalTwoSidedP(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  if (!(x < 40)) {
    return Number.isNaN(x) ? NaN : 0;
  }
  return x < 2.5 ? 1 - errorFunction(x) : complement(x);
}

function errorFunction(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; Math.abs(term) > 1e-17 * sum; n += 1) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

function complement(x: number): number {
  let fraction = x;
  for (let k = 80; k >= 1; k -= 1) {
    fraction = x + k / 2 / fraction;
  }
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}
