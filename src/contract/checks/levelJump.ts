import type { Column, LogTable } from "../../log/columns/columns.ts";
import { at } from "../../numerics/at.ts";
import { quantile } from "../../numerics/stats/quantile.ts";
import { lowerBound } from "../../series/lowerBound.ts";
import type { StepBack } from "../../series/clock/stepBacks.ts";

/** How the loss of steps that were logged twice compares: after the resume over before. */
export interface LevelJump {
  readonly ratio: number;
  /** Steps that were compared. */
  readonly pairs: number;
}

/** Fewer steps in common say nothing. */
const fewestPairs = 5;
/** A smaller change may be noise of the batches. */
const leastRatio = 1.2;

/**
 * The jump of the loss across a resume, over the steps that both parts logged; null where there is none or too few steps
 * are shared. A run that logs the loss times the accumulation steps since shows a ratio of 2, 4 or 8.
 */
export function levelJump(table: LogTable, names: LevelNames, { row, to }: StepBack): LevelJump | null {
  const steps = table.column(names.step);
  const losses = table.column(names.trainLoss);
  if (steps === undefined || losses === undefined) {
    return null;
  }
  const resume = lowerBound(steps.rows, row);
  const first = lowerBound(steps.values, to, resume);
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
  const ratio = quantile(Float64Array.from(ratios), 0.5);
  return ratios.length >= fewestPairs && Math.abs(Math.log(ratio)) >= Math.log(leastRatio)
    ? { ratio, pairs: ratios.length }
    : null;
}

interface LevelNames {
  readonly step: string;
  readonly trainLoss: string;
}

/** The loss of a record; NaN where it has none. */
function lossReader({ rows, values }: Column): (row: number) => number {
  return (row) => {
    const place = lowerBound(rows, row);
    return rows[place] === row ? at(values, place) : Number.NaN;
  };
}
