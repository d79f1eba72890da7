import { greatest } from "../../extremes.ts";
import { at } from "../at.ts";
import { whiten } from "../regression/autoregression.ts";
import { solveLinear } from "../regression/qr.ts";
import { logResiduals, type ModelParams } from "./lossModels.ts";
import type { WeightedSeries } from "./lossSeries.ts";
import type { ModelName } from "./modelFit.ts";
import { logLossGradients } from "./modelGradients.ts";

const mostSteps = 30;
const mostHalvings = 12;
/** Relative step at which nothing moves any more. */
const still = 1e-12;

export interface Refined {
  readonly params: ModelParams;
  /** Sum of squares of the whitened residuals. */
  readonly rss: number;
}

/** Sum of squares of a model's whitened residuals. */
export function whitenedRss(series: WeightedSeries, model: ModelName, params: ModelParams, phi: number): number {
  const white = whiten(logResiduals(series, model, params), series.weights, phi);
  return white.reduce((sum, value) => sum + value * value, 0);
}

export interface RefineOptions {
  readonly phi: number;
  /** Parameters that are fitted; the others keep their values. */
  readonly free: readonly string[];
  /** Ranges that single parameters may not leave: a step that would is shortened. */
  readonly bounds?: Readonly<Record<string, readonly [low: number, high: number]>>;
}

/**
 * A model's parameters at the least whitened residual sum near a start, to the last digits: the method of Gauss and
 * Newton with halved steps, by an orthogonal decomposition. What a coarser search found is made exact by it, so that
 * the unit of the loss cannot show in its rounding.
 */
export function refine(
  series: WeightedSeries,
  model: ModelName,
  start: ModelParams,
  { phi, free, bounds = {} }: RefineOptions,
): Refined {
  let params = start;
  let rss = whitenedRss(series, model, params, phi);
  for (let i = 0; i < mostSteps; i++) {
    const step = stepFrom(series, model, params, { phi, free });
    if (step === null) {
      break;
    }
    let part = 1;
    let next = moved(params, { free, step, part, bounds });
    let nextRss = whitenedRss(series, model, next, phi);
    for (let tries = 0; tries < mostHalvings && !(nextRss <= rss); tries++) {
      part /= 2;
      next = moved(params, { free, step, part, bounds });
      nextRss = whitenedRss(series, model, next, phi);
    }
    if (!(nextRss <= rss)) {
      break;
    }
    const change = greatest(free.map((name) => relative(next[name] ?? NaN, params[name] ?? NaN)));
    [params, rss] = [next, nextRss];
    if (!(change > still)) {
      break;
    }
  }
  return { params, rss };
}

function stepFrom(
  series: WeightedSeries,
  model: ModelName,
  params: ModelParams,
  { phi, free }: Pick<RefineOptions, "phi" | "free">,
): Float64Array | null {
  const jacobian = whitenedJacobian(series, model, params, { phi, free });
  const residuals = whiten(logResiduals(series, model, params), series.weights, phi);
  return solveLinear(jacobian, residuals, free.length)?.coefficients ?? null;
}

/** A model's whitened derivatives with respect to some parameters, by rows. */
export function whitenedJacobian(
  series: WeightedSeries,
  model: ModelName,
  params: ModelParams,
  { phi, free }: Pick<RefineOptions, "phi" | "free">,
): Float64Array {
  const rows = logLossGradients(series, model, params, free);
  const m = free.length;
  for (let j = 0; j < m; j++) {
    const column = whiten(
      series.t.map((_, i) => at(rows, i * m + j)),
      series.weights,
      phi,
    );
    column.forEach((value, i) => (rows[i * m + j] = value));
  }
  return rows;
}

interface Move {
  readonly free: readonly string[];
  readonly step: Float64Array;
  readonly part: number;
  readonly bounds: Readonly<Record<string, readonly [low: number, high: number]>>;
}

function moved(params: ModelParams, { free, step, part, bounds }: Move): ModelParams {
  const next: Record<string, number> = { ...params };
  free.forEach((name, j) => {
    const [low, high] = bounds[name] ?? [-Infinity, Infinity];
    next[name] = Math.min(high, Math.max(low, (params[name] ?? NaN) + part * at(step, j)));
  });
  return next;
}

function relative(one: number, other: number): number {
  const size = Math.max(Math.abs(one), Math.abs(other));
  return size === 0 ? 0 : Math.abs(one - other) / size;
}
