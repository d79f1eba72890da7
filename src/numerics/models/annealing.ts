import { at } from "../at.ts";
import { solveLinear } from "../regression/qr.ts";

/** A course of the learning rate over the points of a run, those to come included, and ln L at those that are logged. */
export interface AnnealedCurve {
  /** Increasing. */
  readonly t: Float64Array;
  readonly rate: Float64Array;
  /** Of the first points; as long as the curve is logged. */
  readonly logLoss: Float64Array;
}

/** Exponents that are tried, and how long annealing is remembered, in parts of the whole run. */
const exponents = Array.from({ length: 30 }, (_, i) => 0.1 * 20 ** (i / 29));
const memories = [0.003, 0.01, 0.03, 0.1, 0.3];
/** Fewest points that the law is fitted to. */
const fewest = 20;

/**
 * The law L = L0 + A S1^-alpha - C S2, S1 being the sum of the learning rate over its peak and S2 the annealing area, in
 * which each fall of the rate is remembered for some time: Tissue, Wang & Wang 2024, "Scaling law with learning rate
 * annealing", arXiv 2408.11029. Fitted to the first `count` points by least squares of L relative to itself, over a grid of
 * alpha and of the memory; L0, A and C not below 0.
 * @returns ln L that the law gives at any of the points; null where it cannot be fitted
 */
export function fitAnnealing({ t, rate, logLoss }: AnnealedCurve, count: number): ((index: number) => number) | null {
  if (count < fewest) {
    return null;
  }
  const loss = logLoss.map(Math.exp);
  let best: Law | null = null;
  for (const memory of memories) {
    const sums = sumsOf(t, rate, memory * at(t, t.length - 1));
    for (const exponent of exponents) {
      const law = lawOf(loss, sums, { count, exponent });
      if (law !== null && law.rss < (best?.rss ?? Infinity)) {
        best = law;
      }
    }
  }
  const found = best;
  return found && ((index) => Math.log(found.lossAt(index)));
}

interface Sums {
  readonly sum: Float64Array;
  readonly area: Float64Array;
}

function sumsOf(t: Float64Array, rate: Float64Array, memory: number): Sums {
  const peak = rate.reduce((most, value) => Math.max(most, value), 0);
  const [sum, area] = [new Float64Array(t.length), new Float64Array(t.length)];
  let [momentum, total, annealed] = [0, 0, 0];
  t.forEach((time, i) => {
    const step = time - (i === 0 ? 0 : at(t, i - 1));
    const fall = i === 0 ? 0 : Math.max(0, at(rate, i - 1) - at(rate, i)) / peak;
    momentum = momentum * Math.exp(-step / memory) + fall;
    total += (step * at(rate, i)) / peak;
    annealed += step * momentum;
    sum[i] = total;
    area[i] = annealed;
  });
  return { sum, area };
}

interface Law {
  readonly rss: number;
  readonly lossAt: (index: number) => number;
}

interface Fitted {
  readonly count: number;
  readonly exponent: number;
}

/** The law at one exponent: columns whose coefficient would be negative are left out. */
function lawOf(loss: Float64Array, { sum, area }: Sums, { count, exponent }: Fitted): Law | null {
  const all = [sum.map(() => 1), sum.map((value) => value ** -exponent), area.map((value) => -value)];
  let columns = all.filter((column) => column.subarray(0, count).some((value) => value !== 0));
  for (;;) {
    const used = columns;
    const rows = new Float64Array(count * used.length);
    used.forEach((column, j) => {
      for (let i = 0; i < count; i++) {
        rows[i * used.length + j] = at(column, i) / at(loss, i);
      }
    });
    const solution = solveLinear(rows, new Float64Array(count).fill(1), used.length);
    if (solution === null) {
      return null;
    }
    const { coefficients, rss } = solution;
    columns = used.filter((_, j) => at(coefficients, j) >= 0);
    if (columns.length === used.length || columns.length === 0) {
      return {
        rss,
        lossAt: (index) => used.reduce((total, column, j) => total + at(coefficients, j) * at(column, index), 0),
      };
    }
  }
}
