import type { Contract } from "../contract/model/contract.ts";
import type { Column, LogTable } from "../log/columns/columns.ts";
import { at } from "../numerics/at.ts";
import type { ClockReading } from "../series/clock/clock.ts";
import type { BestValue, LastValue, LostLoss, RunNumbers } from "./model/runNumbers.ts";
import type { Points } from "./model/runPlot.ts";
import type { RunReview } from "./model/runReview.ts";
import { wallColumn } from "../series/clock/wallTime.ts";
import { metricSeries } from "./time/metricSeries.ts";

export interface NumberSources {
  readonly table: LogTable;
  readonly contract: Contract;
  readonly clock: ClockReading;
  /** Means of the training loss over bins. */
  readonly bins: Points;
  readonly best: RunReview["bestVal"];
}

/** The numbers that people ask a run for first, each from the column that plays its role. */
export function runNumbers({ table, contract, clock, bins, best }: NumberSources): RunNumbers {
  const { names } = contract;
  const last = (name: string): LastValue | null => lastOf(table.column(name), name);
  const loss = table.column(names.trainLoss);
  return {
    trainLoss: last(names.trainLoss),
    lost: loss === undefined ? null : lostIn(loss, table, clock),
    trainAccuracy: last(names.trainAccuracy),
    valAccuracy: last(names.valAccuracy),
    bestAccuracy: highest(names.valAccuracy, metricSeries(table, names.valAccuracy, clock, "most")),
    gap: best === null ? null : gapAt(best, bins),
    learningRate: last(names.learningRate),
    others: loss === undefined ? otherValues(table, names) : [],
    reached: reachedOf(loss?.rows ?? Uint32Array.of(Math.max(table.records - 1, 0)), clock),
    wallTime: wallTimeOf(wallColumn(table, names.time)),
  };
}

function lastOf(column: Column | undefined, metric: string): LastValue | null {
  const value = column?.values.at(-1);
  return value === undefined ? null : { metric, value: Number.isFinite(value) ? value : null };
}

function lostIn({ values, rows }: Column, table: LogTable, clock: ClockReading): LostLoss | null {
  const first = values.findLastIndex(Number.isFinite) + 1;
  const row = rows[first];
  if (row === undefined) {
    return null;
  }
  const time = at(clock.timesAt(Uint32Array.of(row)), 0);
  return { line: table.lineOf(row), t: Number.isFinite(time) ? time : null, isNan: Number.isNaN(values[first]) };
}

/** The highest value, the first of equal ones. */
function highest(metric: string, { t, y }: Points): BestValue | null {
  let best = -1;
  for (let i = 0; i < y.length; i++) {
    if (best < 0 || at(y, i) > at(y, best)) {
      best = i;
    }
  }
  return best < 0 ? null : { metric, value: at(y, best), t: at(t, best) };
}

/** By the last bin of the training loss up to the time; null where the training loss starts later. */
function gapAt({ value, epoch }: NonNullable<RunReview["bestVal"]>, bins: Points): number | null {
  const i = bins.t.findLastIndex((time) => time <= epoch);
  return i < 0 ? null : value - at(bins.y, i);
}

/** Records of a run that was resumed may go back; where many do, what is called time is no clock. */
const mostSteps = 0.01;

/** Seconds that a clock has gone on; null where the column is none. */
function wallTimeOf(column: Column | undefined): number | null {
  const values = column?.values.filter(Number.isFinite) ?? new Float64Array(0);
  let back = 0;
  for (let i = 1; i < values.length; i++) {
    back += at(values, i) < at(values, i - 1) ? 1 : 0;
  }
  const [first = NaN, last = NaN] = [values[0], values.at(-1)];
  return last > first && back <= mostSteps * values.length ? last - first : null;
}

function reachedOf(rows: Uint32Array, clock: ClockReading): number | null {
  return clock.timesAt(rows).findLast(Number.isFinite) ?? null;
}

/** As many as a strip of numbers has room for besides the rest. */
const mostOthers = 4;

/** The latest values of the first columns that change and say no time. */
function otherValues(table: LogTable, names: Contract["names"]): readonly LastValue[] {
  const said: readonly string[] = [
    names.step,
    names.epoch,
    names.time,
    names.valAccuracy,
    names.trainAccuracy,
    names.learningRate,
  ];
  const changes = (key: string): boolean => {
    const values = table.column(key)?.values ?? new Float64Array(0);
    return values.some((value) => value !== values[0]);
  };
  return table.keys
    .filter((key) => !said.includes(key) && changes(key))
    .slice(0, mostOthers)
    .flatMap((key) => lastOf(table.column(key), key) ?? []);
}
