import { loggedCount, type Column, type LogTable } from "../../log/columns/columns.ts";
import { at } from "../../numerics/at.ts";
import type { Interval, RunReview } from "../../review/model/runReview.ts";
import { mean } from "../../numerics/stats/mean.ts";
import { aiccPrefix, lastFew, metricPrefix, windowPrefix } from "./columnIds.ts";
import { windowSlopes } from "./windowSlopes.ts";
import { smallCurve } from "./smallCurve.ts";
import { doubtsOf, type DoubtSource } from "./doubtsOf.ts";
import type { RunSummary, SummaryCell } from "./runSummary.ts";

/** Metrics whose last values are told: a log may hold thousands, and nobody reads so many columns. */
const mostMetrics = 100;

export type SummaryInput = DoubtSource;

/**
 * What one run came to: last and best losses and accuracies, slopes, knee, plateau, noise, and of every metric the
 * last, lowest and highest value and the mean of the last few. Pure; whatever a log does not hold is absent.
 */
export function summarizeRun(source: SummaryInput): RunSummary {
  const { table, contract, reviewed } = source;
  const { review, plot } = reviewed;
  const lastTrain = lastOf(plot.loss.y);
  const lastVal = lastOf(plot.lossVal.y);
  const cells: Record<string, SummaryCell> = {
    records: review.records,
    last_train: lastTrain,
    best_val: review.bestVal?.value ?? null,
    best_val_epoch: review.bestVal?.epoch ?? null,
    last_val: lastVal,
    acc_train: lastOf(table.column(contract.names.trainAccuracy)?.values),
    acc_val: lastOf(table.column(contract.names.valAccuracy)?.values),
    gap: lastTrain === null || lastVal === null ? null : lastVal - lastTrain,
    epochs: review.clock === "epoch" ? lastOf(plot.loss.t) : null,
    ...fitCells(review),
    ...analysisCells(source),
    ...metricCells(table),
  };
  return {
    cells: Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== null)),
    spark: smallCurve(plot.loss),
  };
}

function fitCells(review: RunReview): Readonly<Record<string, SummaryCell>> {
  const { slopes, knee, best, curvature, noise } = review;
  return {
    alpha_early: slopes?.early.alpha ?? null,
    ...ends("alpha_early", slopes?.early.interval ?? null),
    alpha_full: slopes?.full.alpha ?? null,
    ...ends("alpha_full", slopes?.full.interval ?? null),
    r2: slopes?.full.r2 ?? null,
    best_model: best,
    knee: knee?.epoch ?? null,
    ...ends("knee", knee?.epoch === null ? null : (knee?.interval ?? null)),
    plateau: curvature?.plateau.epoch ?? null,
    noise_floor: noise?.floor ?? null,
  };
}

/** What the analysis of many runs reads besides the table's columns. */
function analysisCells(source: SummaryInput): Readonly<Record<string, SummaryCell>> {
  const { reviewed } = source;
  const models = Object.entries(reviewed.review.fits ?? {}).map(
    ([name, { aicc }]) => [aiccPrefix + name, aicc] as const,
  );
  const windows = [...windowSlopes(reviewed)].map(([name, slope]) => [windowPrefix + name, slope] as const);
  const { noise, loss } = reviewed.review;
  return {
    tail_power: noise?.tailPower ?? null,
    ...Object.fromEntries(doubtsOf(source)),
    diverged_at: loss?.divergedAt ?? null,
    ...Object.fromEntries([...models, ...windows]),
  };
}

function ends(id: string, interval: Interval | null): Readonly<Record<string, SummaryCell>> {
  return { [`${id}_low`]: interval?.[0] ?? null, [`${id}_high`]: interval?.[1] ?? null };
}

function lastOf(values: Float64Array | undefined): number | null {
  return values === undefined || values.length === 0 ? null : at(values, values.length - 1);
}

function metricCells(table: LogTable): Readonly<Record<string, SummaryCell>> {
  const numeric = table.keys.flatMap((key) => {
    const column = table.column(key);
    const last = lastOf(column?.values);
    return last === null || column === undefined ? [] : [{ key, last, column }];
  });
  return Object.fromEntries(
    numeric.slice(0, mostMetrics).flatMap(({ key, last, column }) => {
      const values = column.thinned?.last ?? column.values;
      const [low, high] = extremes(column);
      const rest: readonly (readonly [string, SummaryCell])[] = [
        [`min.${key}`, low],
        [`max.${key}`, high],
        [`mean.${key}`, mean(values.subarray(-lastFew))],
      ];
      return [[metricPrefix + key, last] as const, ...(loggedCount(column) > 1 ? rest : [])];
    }),
  );
}

/** The lowest and the highest finite value; null where there is none. */
function extremes({ values, thinned }: Column): readonly [SummaryCell, SummaryCell] {
  const [lows, highs] = [thinned?.least ?? values, thinned?.most ?? values];
  let [low, high] = [Infinity, -Infinity];
  for (let at = 0; at < lows.length; at += 1) {
    const [lowest, highest] = [lows[at] ?? NaN, highs[at] ?? NaN];
    low = lowest < low && lowest > -Infinity ? lowest : low;
    high = highest > high && highest < Infinity ? highest : high;
  }
  return low <= high ? [low, high] : [null, null];
}
