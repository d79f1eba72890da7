import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { at } from "../../../../src/numerics/at.ts";
import { armaLogLikelihood } from "../../../../src/numerics/regression/arma.ts";
import { ArMoments } from "../../../../src/numerics/regression/arMoments.ts";
import { arLogLikelihood, maximizePhi, whiten } from "../../../../src/numerics/regression/autoregression.ts";
import { solveLinear } from "../../../../src/numerics/regression/qr.ts";
import { varianceWeights } from "../../../../src/numerics/regression/varianceTrend.ts";
import { seededNormal, seededRandom } from "../../../../src/numerics/stats/random.ts";

const n = 60;
const one = new Float64Array(n).fill(1);
const x = Float64Array.from({ length: n }, (_, i) => Math.log(i + 1) - 3);

function noise(phi: number, seed: number): Float64Array {
  const normal = seededNormal(seededRandom(seed));
  let value = normal();
  return x.map((_, i) => (value = i === 0 ? value : phi * value + Math.sqrt(1 - phi * phi) * normal()));
}

/** Residual sum of the last of some columns on the others, whitened one by one: slow and obvious. */
function slowRss(columns: readonly Float64Array[], weights: Float64Array, phi: number): number {
  const white = columns.map((column) => whiten(column, weights, phi));
  const design = white.slice(0, -1);
  const rows = Float64Array.from(x.keys(), () => 0);
  const matrix = new Float64Array(n * design.length);
  rows.forEach((_, i) => design.forEach((column, j) => (matrix[i * design.length + j] = at(column, i))));
  return solveLinear(matrix, white.at(-1) ?? rows, design.length)?.rss ?? NaN;
}

describe("sums of products at every phi", () => {
  it("leave what least squares on whitened columns leaves", () => {
    const cases = fc.record({
      phi: fc.double({ min: 0, max: 0.99, noNaN: true }),
      slope: fc.double({ min: -2, max: 2, noNaN: true }),
      seed: fc.integer({ min: 1, max: 1e6 }),
    });
    fc.assert(
      fc.property(cases, ({ phi, slope, seed }) => {
        const weights = x.map((value) => Math.exp(0.3 * slope * value));
        const y = noise(0.5, seed).map((value, i) => value + slope * at(x, i));
        const slow = slowRss([one, x, y], weights, phi);
        expect(new ArMoments([one, x, y], weights).rss(phi)).toBeCloseTo(slow, 8);
      }),
    );
  });

  it("are of no use where the columns depend on each other", () => {
    expect(new ArMoments([one, one, x], one).rss(0.3)).toBe(Infinity);
  });
});

describe("the phi of the highest likelihood", () => {
  it("is that of the noise, and 0 for noise that turns back each time", () => {
    const phiOf = (y: Float64Array): number => {
      const moments = new ArMoments([one, y], one);
      return maximizePhi((phi) => arLogLikelihood({ rss: moments.rss(phi), phi }, n, 0));
    };
    const many = Array.from({ length: 40 }, (_, seed) => phiOf(noise(0.7, seed + 1)));
    expect(many.reduce((sum, phi) => sum + phi, 0) / 40).toBeCloseTo(0.65, 1);
    expect(phiOf(Float64Array.from(x, (_, i) => (-1) ** i))).toBe(0);
  });
});

/** Log likelihood of zero-mean residuals by their whole covariance matrix, at the best scale. */
function denseLogLikelihood(residuals: Float64Array, covariance: (lag: number) => number): number {
  const lower = residuals.map(() => 0);
  const rows: Float64Array[] = [];
  let logDeterminant = 0;
  let rss = 0;
  residuals.forEach((value, i) => {
    const row = new Float64Array(i + 1);
    for (let j = 0; j <= i; j++) {
      let sum = covariance(i - j);
      for (let k = 0; k < j; k++) {
        sum -= at(row, k) * at(rows[j] ?? row, k);
      }
      row[j] = i === j ? Math.sqrt(sum) : sum / at(rows[j] ?? row, j);
    }
    rows.push(row);
    let left = value;
    for (let k = 0; k < i; k++) {
      left -= at(row, k) * at(lower, k);
    }
    lower[i] = left / at(row, i);
    rss += at(lower, i) ** 2;
    logDeterminant += 2 * Math.log(at(row, i));
  });
  const size = residuals.length;
  return -0.5 * size * (Math.log((2 * Math.PI * rss) / size) + 1) - 0.5 * logDeterminant;
}

describe("the ARMA(1,1) likelihood", () => {
  it("is the highest over its grid of what the whole covariance matrix gives", () => {
    const residuals = noise(0.8, 3).map((value, i) => value + at(noise(0, 4), i));
    let highest = -Infinity;
    for (const phi of [0, 0.3, 0.5, 0.7, 0.8, 0.87, 0.92, 0.96, 0.98, 0.99]) {
      for (const theta of [0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9].filter((value) => value === 0 || value < phi)) {
        const variance = (1 - 2 * theta * phi + theta * theta) / (1 - phi * phi);
        const next = phi * variance - theta;
        const dense = denseLogLikelihood(residuals, (lag) => (lag === 0 ? variance : phi ** (lag - 1) * next));
        highest = Math.max(highest, dense);
      }
    }
    expect(armaLogLikelihood({ columns: [], residuals, logWeights: 0 })).toBeCloseTo(highest, 8);
  });

  it("is higher than that of AR(1) for white noise on top of slow noise", () => {
    const slow = noise(0.95, 5).map((value, i) => value + 0.7 * at(noise(0, 6), i));
    const moments = new ArMoments([one, slow], one);
    const phi = maximizePhi((value) => arLogLikelihood({ rss: moments.rss(value), phi: value }, n, 0));
    const mean = slow.reduce((sum, value) => sum + value, 0) / n;
    const arma = armaLogLikelihood({ columns: [one], residuals: slow.map((value) => value - mean), logWeights: 0 });
    expect(arma).toBeGreaterThan(arLogLikelihood({ rss: moments.rss(phi), phi }, n, 0));
  });
});

describe("weights of the noise", () => {
  const t = Float64Array.from({ length: 240 }, (_, i) => (i + 1) / 4);
  const logT = t.map(Math.log);
  const weightsOf = (exponent: number, seed: number): Float64Array => {
    const normal = seededNormal(seededRandom(seed));
    return varianceWeights(
      t,
      logT,
      t.map((time, i) => -0.3 * at(logT, i) + 0.02 * time ** exponent * normal()),
    ).weights;
  };

  it("undo a variance that follows a power of t", () => {
    const slopes = Array.from({ length: 60 }, (_, seed) => weightsOf(-0.5, seed + 1)).map(
      (weights) => Math.log(at(weights, 239) / at(weights, 0)) / (at(logT, 239) - at(logT, 0)),
    );
    const seen = slopes.filter((slope) => slope !== 0);
    expect(seen.length).toBeGreaterThan(30);
    expect(seen.reduce((sum, slope) => sum + slope, 0) / seen.length).toBeCloseTo(0.5, 0);
    expect(Math.min(...seen)).toBeGreaterThan(0.2);
  });

  it("are even for even noise nearly always, and for a curve without noise", () => {
    const uneven = Array.from({ length: 100 }, (_, seed) => weightsOf(0, seed + 1)).filter((weights) =>
      weights.some((weight) => weight !== 1),
    );
    expect(uneven.length).toBeLessThan(5);
    const exact = varianceWeights(
      t,
      logT,
      logT.map((value) => -0.3 * value),
    );
    expect([...new Set(exact.weights)]).toEqual([1]);
    expect(exact.logWeights).toBe(0);
  });
});
