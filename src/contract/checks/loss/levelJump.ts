import { greatest, least } from "../../../extremes.ts";
import type { Column, LogTable } from "../../../log/columns/columns.ts";
import { at } from "../../../numerics/at.ts";
import { median, quantile } from "../../../numerics/stats/quantile.ts";
import { lowerBound } from "../../../series/lowerBound.ts";
import type { StepBack } from "../../../series/clock/stepBacks.ts";

/** How the loss changed with a resume: after it over before it. */
export interface LevelJump {
  readonly ratio: number;
  /** Values of each side that were compared. */
  readonly pairs: number;
  /** Whether they are those of steps that both sides logged, or else the ones around the resume. */
  readonly shared: boolean;
}

/** Fewer values say nothing, and more than so many around a resume are the curve's. */
const fewestPairs = 5;
const mostAround = 10;
/** A smaller change may be noise of the batches; of losses of different steps it may be the curve's too. */
const leastRatio = 1.2;
const leastAround = 1.5;

interface LevelNames {
  readonly step: string;
  readonly trainLoss: string;
}

/**
 * The jump of the loss across a resume, over the steps that both parts logged or, where they share too few, between the
 * losses right before and right after it; null where there is none. A run that logs the loss times the accumulation steps
 * since shows a ratio of 2, 4 or 8.
 */
export function levelJump(table: LogTable, names: LevelNames, back: StepBack): LevelJump | null {
  const steps = table.column(names.step);
  const losses = table.column(names.trainLoss);
  if (steps === undefined || losses === undefined) {
    return null;
  }
  // A run that starts from scratch is another one: its first losses say nothing of how they are scaled.
  if (back.toStart) {
    return null;
  }
  const ratios = ratiosOfShared({ steps, losses }, back);
  if (ratios.length < fewestPairs) {
    return jumpAround(losses, back.row);
  }
  const ratio = quantile(Float64Array.from(ratios), 0.5);
  return isJump(ratio, leastRatio) ? { ratio, pairs: ratios.length, shared: true } : null;
}

interface Columns {
  readonly steps: Column;
  readonly losses: Column;
}

/** Of each step that was logged before and after a resume, the loss after over that before. */
function ratiosOfShared({ steps, losses }: Columns, { row, to }: StepBack): number[] {
  const resume = lowerBound(steps.rows, row);
  let first = resume;
  while (first > 0 && at(steps.values, first - 1) >= to) {
    first -= 1;
  }
  const lossAt = lossReader(losses);
  const before = new Map<number, number>();
  for (let i = first; i < resume; i += 1) {
    before.set(at(steps.values, i), lossAt(steps.rows[i] ?? 0));
  }
  const ratios: number[] = [];
  for (let i = resume; i < steps.values.length && ratios.length < before.size; i += 1) {
    const ratio = lossAt(steps.rows[i] ?? 0) / (before.get(at(steps.values, i)) ?? Number.NaN);
    if (Number.isFinite(ratio) && ratio > 0) {
      ratios.push(ratio);
    } else if (!before.has(at(steps.values, i))) {
      break;
    }
  }
  return ratios;
}

/**
 * The jump of the loss at a record, from its values right around it; null where there is none, or where noise or the
 * way that the curve was going may have made it: all losses on one side are above all of the other.
 */
export function jumpAround({ rows, values }: Column, row: number): LevelJump | null {
  const place = lowerBound(rows, row);
  const [before, after] = [values.subarray(Math.max(0, place - mostAround), place), values.subarray(place)].map(
    (side) => side.filter((value) => Number.isFinite(value) && value > 0),
  );
  const pairs = Math.min(before?.length ?? 0, after?.length ?? 0, mostAround);
  if (before === undefined || after === undefined || pairs < fewestPairs) {
    return null;
  }
  const next = after.subarray(0, pairs);
  const ratio = median(next) / median(before);
  const isApart = least(next) > greatest(before) || greatest(next) < least(before);
  const beyondTrend = ratio / trendOf(before) ** 2;
  return isApart && isJump(ratio, leastAround) && isJump(beyondTrend, leastAround)
    ? { ratio, pairs, shared: false }
    : null;
}

/** How the second half of some losses compares with the first. */
function trendOf(values: Float64Array): number {
  const half = values.length >> 1;
  return median(values.subarray(values.length - half)) / median(values.subarray(0, half));
}

function isJump(ratio: number, least: number): boolean {
  return Math.abs(Math.log(ratio)) >= Math.log(least);
}

/** The loss of a record; NaN where it has none. */
function lossReader({ rows, values }: Column): (row: number) => number {
  return (row) => {
    const place = lowerBound(rows, row);
    return rows[place] === row ? at(values, place) : Number.NaN;
  };
}
