import { at } from "../at.ts";
import { arLogLikelihood, phiGrid, whiten } from "../regression/autoregression.ts";
import type { Estimate } from "./estimate.ts";
import { logResiduals } from "./lossModels.ts";
import type { WeightedSeries } from "./lossSeries.ts";
import { whitenedJacobian } from "./refine.ts";

/** A term that a model does not have, where it would gain most. */
export interface ExtraTerm {
  /** Index of the point from which it counts: that after the drop, or that at which the curve bends. */
  readonly index: number;
  /** Its coefficient: the height of a step of ln L, or the change of its slope on ln t. */
  readonly size: number;
  /** Twice the gain in log likelihood. */
  readonly gain: number;
}

/** Fewest points on either side of a term: a few odd ones at an end look like a step sooner than like a bend. */
const pointsAside: Readonly<Record<Kind, number>> = { step: 8, hinge: 5 };

/**
 * Where a step of ln L, from one point to all after it, would gain most beside a fitted model: the score of Andrews 1993,
 * "Tests for parameter instability", taken as a likelihood ratio with phi free. Null with too few points.
 */
export function bestStep(series: WeightedSeries, estimate: Estimate): ExtraTerm | null {
  return bestTerm(series, estimate, "step");
}

/** Where a further bend in ln t would gain most beside a fitted model. */
export function bestHinge(series: WeightedSeries, estimate: Estimate): ExtraTerm | null {
  return bestTerm(series, estimate, "hinge");
}

type Kind = "step" | "hinge";

function bestTerm(series: WeightedSeries, estimate: Estimate, kind: Kind): ExtraTerm | null {
  const n = series.t.length;
  let best: ExtraTerm | null = null;
  for (const phi of [...phiGrid, estimate.phi]) {
    const term = bestAt(series, estimate, { kind, phi });
    if (term === null) {
      continue;
    }
    const logLikelihood = arLogLikelihood({ rss: term.rss, phi }, n, series.logWeights);
    const gain = 2 * (logLikelihood - estimate.logLikelihood);
    if (gain > (best?.gain ?? -Infinity)) {
      best = { index: term.index, size: term.size, gain };
    }
  }
  return best;
}

interface TermAt {
  readonly index: number;
  readonly size: number;
  readonly rss: number;
}

/** The model is taken as linear about its estimate, its whitened columns made orthonormal; then every place costs O(p). */
function bestAt(
  series: WeightedSeries,
  { model, params, free }: Estimate,
  { kind, phi }: { readonly kind: Kind; readonly phi: number },
): TermAt | null {
  const n = series.t.length;
  const basis = orthonormal(whitenedJacobian(series, model, params, { phi, free }), free.length);
  const rest = whiten(logResiduals(series, model, params), series.weights, phi);
  basis.forEach((column) => removeFrom(rest, column));
  const total = dot(rest, rest);
  const one = whiten(new Float64Array(n).fill(1), series.weights, phi);
  const x = whiten(series.logT, series.weights, phi);
  const columns = [...basis, rest];
  const onOne = columns.map((column) => tailSums(column, one));
  const onX = columns.map((column) => tailSums(column, x));
  const [ones, cross, squares] = [tailSums(one, one), tailSums(one, x), tailSums(x, x)];
  let best: TermAt | null = null;
  for (let j = pointsAside[kind]; j <= n - pointsAside[kind]; j++) {
    const place = at(series.logT, j);
    const own = at(series.weights, j);
    // A step begins with the full weight of its first point; a hinge is 0 there.
    const product = (i: number): number =>
      kind === "step"
        ? own * at(columns[i] ?? rest, j) + at(onOne[i] ?? rest, j + 1)
        : at(onX[i] ?? rest, j + 1) - place * at(onOne[i] ?? rest, j + 1);
    let left =
      kind === "step"
        ? own * own + at(ones, j + 1)
        : at(squares, j + 1) - 2 * place * at(cross, j + 1) + place * place * at(ones, j + 1);
    const whole = left;
    for (let i = 0; i < basis.length; i++) {
      left -= product(i) ** 2;
    }
    const onRest = product(basis.length);
    const rss = left > 1e-9 * whole ? Math.max(0, total - (onRest * onRest) / left) : Infinity;
    if (rss < (best?.rss ?? Infinity)) {
      best = { index: j, size: onRest / left, rss };
    }
  }
  return best;
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
