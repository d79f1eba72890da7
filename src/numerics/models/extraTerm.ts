import { at } from "../at.ts";
import { arLogLikelihood, phiGrid, whiten } from "../regression/autoregression.ts";
import type { Estimate } from "./estimate.ts";
import { mean } from "../stats/mean.ts";
import { logResiduals } from "./lossModels.ts";
import type { WeightedSeries } from "./lossSeries.ts";
import { whitenedJacobian } from "./refine.ts";

/** A term that a model does not have, where it would gain most. */
export interface ExtraTerm {
  /** Index of the point from which it counts: the first after the drop began, or that at which the curve bends. */
  readonly index: number;
  /** Index of the point from which it stays as it is: of a ramp, the first at the bottom; of other terms the same. */
  readonly until: number;
  /** Its coefficient: the height of a step or a ramp of ln L, or the change of its slope on ln t. */
  readonly size: number;
  /** Twice the gain in log likelihood. */
  readonly gain: number;
}

/** Fewest points on either side of a term: a few odd ones at an end look like a step sooner than like a bend. */
const pointsAside: Readonly<Record<Kind, number>> = { step: 8, ramp: 8, hinge: 5 };
/** Points that a ramp is tried over. */
const rampWidths = [2, 4, 8, 12];

type Kind = "step" | "ramp" | "hinge";

/** Points that a term is tried over: none of those that begin at once. */
const widths: Readonly<Record<Kind, readonly number[]>> = { step: [0], ramp: rampWidths, hinge: [0] };

/**
 * Where a step of ln L from one point to all after it, a ramp of 2 to 12 points through which ln L changes evenly in t, or a
 * further bend in ln t would gain most besides a fitted model: the score of Andrews 1993, "Tests for parameter
 * instability", taken as a likelihood ratio with phi free. Null of a kind with too few points.
 */
export function bestTerms<K extends Kind>(
  series: WeightedSeries,
  estimate: Estimate,
  kinds: readonly K[],
): Readonly<Record<K, ExtraTerm | null>> {
  const n = series.t.length;
  const best = new Map<Kind, ExtraTerm>();
  for (const phi of [...phiGrid, estimate.phi]) {
    const remains = whatRemains(series, estimate, phi);
    for (const kind of kinds) {
      const term = bestAt(series, remains, { kind, phi });
      if (term !== null) {
        const { rss, ...place } = term;
        const gain = 2 * (arLogLikelihood({ rss, phi }, n, series.logWeights) - estimate.logLikelihood);
        if (gain > (best.get(kind)?.gain ?? -Infinity)) {
          best.set(kind, { ...place, gain });
        }
      }
    }
  }
  return Object.fromEntries(kinds.map((kind) => [kind, best.get(kind) ?? null])) as Record<K, ExtraTerm | null>;
}

interface Remains {
  /** Orthonormal columns of the model, taken as linear about its estimate, and what it leaves of ln L, both whitened. */
  readonly basis: readonly Float64Array[];
  readonly rest: Float64Array;
}

function whatRemains(series: WeightedSeries, { model, params, free }: Estimate, phi: number): Remains {
  const basis = orthonormal(whitenedJacobian(series, model, params, { phi, free }), free.length);
  const rest = whiten(logResiduals(series, model, params), series.weights, phi);
  basis.forEach((column) => removeFrom(rest, column));
  return { basis, rest };
}

type TermAt = Omit<ExtraTerm, "gain"> & { readonly rss: number };

interface TermKind {
  readonly kind: Kind;
  readonly phi: number;
}

/** Every place costs O(p). */
function bestAt(series: WeightedSeries, { basis, rest }: Remains, { kind, phi }: TermKind): TermAt | null {
  const n = series.t.length;
  const total = dot(rest, rest);
  const sums = termSums(series, [...basis, rest], { kind, phi });
  let best: TermAt | null = null;
  for (const width of widths[kind]) {
    for (let j = pointsAside[kind]; j + width <= n - pointsAside[kind]; j++) {
      const whole = sums.square(j, width);
      let left = whole;
      for (let i = 0; i < basis.length; i++) {
        left -= sums.product(i, j, width) ** 2;
      }
      const onRest = sums.product(basis.length, j, width);
      const rss = left > 1e-9 * whole ? Math.max(0, total - (onRest * onRest) / left) : Infinity;
      if (rss < (best?.rss ?? Infinity)) {
        best = { index: kind === "ramp" ? j + 1 : j, until: j + width, size: onRest / left, rss };
      }
    }
  }
  return best;
}

/** Sums of products of the term that begins at point j with given columns, and with itself, each in constant time. */
interface TermSums {
  readonly product: (column: number, j: number, width: number) => number;
  readonly square: (j: number, width: number) => number;
}

function termSums(series: WeightedSeries, columns: readonly Float64Array[], { kind, phi }: TermKind): TermSums {
  const { weights, logT } = series;
  // A step is a difference of constants; a ramp one of hinges in t, taken about its mean so that its digits last.
  const place = kind === "ramp" ? scaled(series.t) : logT;
  const one = whiten(new Float64Array(logT.length).fill(1), weights, phi);
  const x = whiten(place, weights, phi);
  const onOne = columns.map((column) => tailSums(column, one));
  const onX = columns.map((column) => tailSums(column, x));
  const [ones, cross, squares] = [tailSums(one, one), tailSums(one, x), tailSums(x, x)];
  const sumAt = (sums: readonly Float64Array[], column: number, j: number): number => at(sums[column] ?? one, j + 1);
  const hinge = (column: number, j: number): number => sumAt(onX, column, j) - at(place, j) * sumAt(onOne, column, j);
  const hinges = (j: number, later: number): number =>
    at(squares, later + 1) -
    (at(place, j) + at(place, later)) * at(cross, later + 1) +
    at(place, j) * at(place, later) * at(ones, later + 1);
  switch (kind) {
    case "step":
      // It begins with the full weight of its first point.
      return {
        product: (column, j) => at(weights, j) * at(columns[column] ?? one, j) + sumAt(onOne, column, j),
        square: (j) => at(weights, j) ** 2 + at(ones, j + 1),
      };
    case "hinge":
      return { product: hinge, square: (j) => hinges(j, j) };
    case "ramp":
      return {
        product: (column, j, width) =>
          (hinge(column, j) - hinge(column, j + width)) / (at(place, j + width) - at(place, j)),
        square: (j, width) =>
          (hinges(j, j) - 2 * hinges(j, j + width) + hinges(j + width, j + width)) /
          (at(place, j + width) - at(place, j)) ** 2,
      };
  }
}

/** Values about their mean, in units of their range. */
function scaled(values: Float64Array): Float64Array {
  const center = mean(values);
  const range = at(values, values.length - 1) - at(values, 0);
  return values.map((value) => (value - center) / range);
}

/** Columns of a matrix by rows, made orthonormal one after the other (twice, against rounding); dependent ones dropped. */
function orthonormal(rows: Float64Array, columns: number): Float64Array[] {
  const n = rows.length / columns;
  const basis: Float64Array[] = [];
  for (let j = 0; j < columns; j++) {
    const column = new Float64Array(n).map((_, i) => at(rows, i * columns + j));
    const size = Math.sqrt(dot(column, column));
    for (let pass = 0; pass < 2; pass++) {
      basis.forEach((earlier) => removeFrom(column, earlier));
    }
    const left = Math.sqrt(dot(column, column));
    if (left > 1e-9 * size) {
      basis.push(column.map((value) => value / left));
    }
  }
  return basis;
}

function removeFrom(values: Float64Array, direction: Float64Array): void {
  const part = dot(values, direction);
  for (let i = 0; i < values.length; i++) {
    values[i] = at(values, i) - part * at(direction, i);
  }
}

function dot(one: Float64Array, other: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < one.length; i++) {
    sum += at(one, i) * at(other, i);
  }
  return sum;
}

/** At index i: the sum of products over i..n - 1. */
function tailSums(one: Float64Array, other: Float64Array): Float64Array {
  const sums = new Float64Array(one.length + 1);
  for (let i = one.length - 1; i >= 0; i--) {
    sums[i] = at(sums, i + 1) + at(one, i) * at(other, i);
  }
  return sums;
}
