import fc from "fast-check";
import { expect, it } from "vitest";
import { at } from "../../../../src/numerics/at.ts";
import {
  fractionalLogLikelihood,
  fractionalNoise,
  fractionalVariance,
} from "../../../../src/numerics/regression/fractional.ts";
import { seededRandom } from "../../../../src/numerics/stats/random.ts";
import { autoregressive, longMemory, type Noise } from "../../../calibrate/noise.ts";

const n = 240;
const one = new Float64Array(n).fill(1);
const x = Float64Array.from({ length: n }, (_, i) => Math.log(i + 1));

/** Autocorrelations of fractional noise by their products, and the matrix of them. */
function correlations(size: number, d: number): number[][] {
  const rho = [1];
  for (let k = 1; k < size; k++) {
    rho.push(((rho[k - 1] ?? NaN) * (k - 1 + d)) / (k - d));
  }
  return rho.map((_, i) => rho.map((_value, j) => rho[Math.abs(i - j)] ?? NaN));
}

/** Gaussian log likelihood of values of unknown variance by the Cholesky factor of their correlations: slow and obvious. */
function slowLikelihood(values: Float64Array, d: number): number {
  const matrix = correlations(values.length, d);
  const factor = matrix.map((row) => row.map(() => 0));
  const solved: number[] = [];
  let logDeterminant = 0;
  matrix.forEach((row, i) => {
    const own = factor[i] ?? [];
    for (let j = 0; j <= i; j++) {
      const other = factor[j] ?? [];
      const rest = other.slice(0, j).reduce((sum, value, k) => sum - value * (own[k] ?? NaN), row[j] ?? NaN);
      own[j] = i === j ? Math.sqrt(rest) : rest / (other[j] ?? NaN);
    }
    const pivot = own[i] ?? NaN;
    solved.push(own.slice(0, i).reduce((sum, value, k) => sum - value * (solved[k] ?? NaN), at(values, i)) / pivot);
    logDeterminant += 2 * Math.log(pivot);
  });
  const variance = solved.reduce((sum, value) => sum + value * value, 0) / values.length;
  return -0.5 * values.length * (Math.log(2 * Math.PI * variance) + 1) - 0.5 * logDeterminant;
}

function noiseOf(noise: Noise): (seed: number) => NonNullable<ReturnType<typeof fractionalNoise>> {
  return (seed) => {
    const residuals = noise.of(x, seededRandom(seed));
    const found = fractionalNoise({ columns: [one, x], residuals, logWeights: 0 });
    if (found === null) {
      throw new Error("no noise");
    }
    return found;
  };
}

it("has the likelihood that a factor of its correlations gives, at the best of some memories", () => {
  const memories = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.49];
  fc.assert(
    fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 8, maxLength: 30 }), (list) => {
      fc.pre(list.some((value) => Math.abs(value) > 1e-3));
      const residuals = Float64Array.from(list);
      const slow = Math.max(...memories.map((d) => slowLikelihood(residuals, d)));
      expect(fractionalLogLikelihood({ columns: [], residuals, logWeights: 0 })).toBeCloseTo(slow, 6);
    }),
    { numRuns: 30 },
  );
});

it("has the variance of a weighted sum that the double sum over its correlations gives", () => {
  const c = Float64Array.from({ length: 20 }, (_, i) => Math.sin(i));
  const slow = correlations(20, 0.3).flatMap((row, i) => row.map((rho, j) => rho * at(c, i) * at(c, j)));
  expect(fractionalVariance(c, 0.3)).toBeCloseTo(
    slow.reduce((sum, value) => sum + value, 0),
    10,
  );
});

it("tells a long memory from first-order autocorrelation about a fitted line", () => {
  const seeds = Array.from({ length: 20 }, (_, i) => i + 1);
  const long = seeds.map(noiseOf(longMemory()));
  const short = seeds.map(noiseOf(autoregressive(0.5)));
  expect(long.reduce((sum, { d }) => sum + d, 0) / 20).toBeCloseTo(0.4, 1);
  expect(long.filter(({ ahead }) => ahead > 0).length).toBeGreaterThan(14);
  expect(short.filter(({ ahead }) => ahead > 0).length).toBeLessThan(4);
});

it("is none where nothing is left of a model", () => {
  expect(fractionalNoise({ columns: [one], residuals: new Float64Array(n), logWeights: 0 })).toBeNull();
});
