import { zeroTail } from "../../contract/measure/lossTail.ts";
import type { Contract } from "../../contract/model/contract.ts";
import type { Column, LogTable } from "../../log/columns/columns.ts";
import { at } from "../../numerics/at.ts";
import type { ClockReading } from "../../series/clock/clock.ts";
import { lowerBound } from "../../series/lowerBound.ts";
import { lossMetric } from "../../series/lossMetric.ts";
import { divergedIn } from "../../series/runSeries.ts";
import { inTimeOrder, isUsableTime, isUsableValue } from "../time/metricSeries.ts";
import type { Points } from "../model/runPlot.ts";
import { runningSteps } from "../../series/clock/runningSteps.ts";
import { areFinite, valuesAt } from "../../series/clock/trainingRecords.ts";
import type { LossFacts } from "../model/runReview.ts";
import { lastOfEach } from "./lastOfEach.ts";

export interface CleanLoss {
  readonly metric: string;
  /** Every record with a loss, in record order. */
  readonly all: Points;
  /** What the fits may read: t increasing and > 0, losses finite and > 0. */
  readonly kept: Points;
  readonly excluded: LossFacts["excluded"];
  readonly divergedAt: number | null;
  readonly lost: LostTail | null;
}

/** How a training loss ends that says nothing any more, and the time from which on. */
export interface LostTail {
  readonly as: "diverged" | "nan" | "infinite" | "zero";
  readonly from: number;
}

/** Fewest non-finite losses at the end that count as a divergence. */
const minLost = 3;

/**
 * The training losses that may be fitted. Of a step logged twice (a resumed run) the last record counts; t = 0, losses
 * that are not finite, losses <= 0 and all after a divergence are left out; each is counted, none is interpolated. Null where the log holds
 * no training loss.
 */
export function cleanLoss(table: LogTable, contract: Contract, clock: ClockReading): CleanLoss | null {
  const metric = lossMetric(table, contract);
  const column = table.column(metric);
  if (column === undefined || column.values.length === 0) {
    return null;
  }
  const times = clock.timesAt(column.rows);
  const order = lastOfEach(stepsOf(table, contract, column.rows) ?? times);
  const count = order?.length ?? times.length;
  const lost = divergedIn(table, contract);
  const tail = lostTail(column, times, lost?.row ?? null);
  const excluded = { nonFinite: 0, nonPositive: 0, atZero: 0, repeated: times.length - count, diverged: 0 };
  const t = new Float64Array(count);
  const y = new Float64Array(count);
  let kept = 0;
  for (let place = 0; place < count; place++) {
    const i = order === null ? place : (order[place] ?? 0);
    const time = at(times, i);
    const loss = at(column.values, i);
    const isLost = lost !== null && (column.rows[i] ?? 0) >= lost.row;
    const exclusion = isLost ? "diverged" : exclusionOf(time, loss);
    if (exclusion === null) {
      t[kept] = time;
      y[kept] = loss;
      kept += 1;
    } else {
      excluded[exclusion] += 1;
    }
  }
  return {
    metric,
    all: { t: times, y: column.values },
    // A clock that runs back although the steps rise is put in order: fits read t increasing.
    kept: inTimeOrder({ t: t.subarray(0, kept), y: y.subarray(0, kept) }),
    excluded,
    divergedAt: tail === null || tail.as === "zero" ? null : tail.from,
    lost: tail,
  };
}

function lostTail(column: Column, times: Float64Array, divergedFrom: number | null): LostTail | null {
  const nonFinite = divergedFrom === null ? lostFrom(column.values) : null;
  const zeros = divergedFrom === null && nonFinite === null ? zeroTail(column) : null;
  const row = divergedFrom ?? (nonFinite === null ? undefined : column.rows[nonFinite]) ?? zeros?.row;
  const from = row === undefined ? null : timeOf(row, column.rows, times);
  if (from === null) {
    return null;
  }
  if (nonFinite !== null) {
    return { as: Number.isNaN(column.values[nonFinite]) ? "nan" : "infinite", from };
  }
  return { as: divergedFrom === null ? "zero" : "diverged", from };
}

/** Why a record that has a loss cannot be fitted; null where it can. */
function exclusionOf(time: number, loss: number): "nonFinite" | "nonPositive" | "atZero" | null {
  if (!isUsableValue(loss)) {
    return "nonFinite";
  }
  if (loss <= 0) {
    return "nonPositive";
  }
  // A record without a time cannot be placed either.
  return time > 0 && isUsableTime(time) ? null : "atZero";
}

/** Time of the first record from `row` on that has one; null where none has. */
function timeOf(row: number, rows: Uint32Array, times: Float64Array): number | null {
  return times.subarray(lowerBound(rows, row)).find(isUsableTime) ?? null;
}

/** Index of the first of several non-finite losses that end the log; null where it ends otherwise. */
function lostFrom(losses: Float64Array): number | null {
  let first = losses.length;
  while (first > 0 && !isUsableValue(at(losses, first - 1))) {
    first -= 1;
  }
  return losses.length - first >= minLost ? first : null;
}

/** The step of every given record, or null where some have none. */
function stepsOf(table: LogTable, contract: Contract, rows: Uint32Array): Float64Array | null {
  const column = runningSteps(table, contract.names);
  if (column === undefined || column.rows.length < rows.length) {
    return null;
  }
  const steps = valuesAt(column, rows);
  return areFinite(steps) ? steps : null;
}
