import type { Column, LogTable } from "../../log/columns/columns.ts";
import { lossMetric } from "../lossMetric.ts";
import type { Clock, ClockContract, ClockNames } from "./clockNames.ts";
import type { ClockRule } from "./clockRule.ts";
import { ColumnCursor } from "./clockChunk.ts";
import { StepCounter } from "./stepCounter.ts";

/** What holds for fewer of the training records does not cover the run. */
export const leastCover = 0.5;

/** The records that move the clock: those that hold the training loss. All arrays have the same length. */
export interface TrainingRecords {
  readonly rows: Uint32Array;
  /** False where other records stand for them, since those with the loss say nothing of time. */
  readonly holdLoss: boolean;
  /** Steps of the run; NaN where a record holds none, null where none does. */
  readonly steps: Float64Array | null;
  /** Epochs as they were logged; NaN where a record holds none. */
  readonly epochs: Float64Array;
  /** What is added to the step that a record near the i-th of them holds. */
  readonly offsetAt: (i: number) => number;
}

/** The time of each training record, and the rule that it was read by. */
export interface TrainingTimes {
  readonly clock: Clock;
  readonly rule: ClockRule;
  readonly t: Float64Array;
}

/**
 * The training records of a log. Where no record with a training loss holds a step or an epoch, and others do nearly as
 * often, or where there is no training loss, those records are taken for them.
 */
export function trainingRecords(table: LogTable, contract: ClockContract): TrainingRecords {
  const { names } = contract;
  const loss = table.column(lossMetric(table, contract));
  const withLoss = recordsOf(loss?.rows ?? new Uint32Array(), true, { table, names });
  const clocks = [names.epoch, names.step].map((key) => table.column(key)).filter(hasNumbers);
  const clock = clocks.find(({ rows }) => rows.length >= leastCover * withLoss.rows.length);
  const isTimeless = withLoss.steps === null && withLoss.epochs.every(Number.isNaN);
  return isTimeless && clock !== undefined ? recordsOf(clock.rows, false, { table, names }) : withLoss;
}

function recordsOf(
  rows: Uint32Array,
  holdLoss: boolean,
  { table, names }: { readonly table: LogTable; readonly names: ClockNames },
): TrainingRecords {
  const epochs = valuesAt(table.column(names.epoch), rows);
  const logged = valuesAt(table.column(names.step), rows);
  if (!logged.some(Number.isFinite)) {
    return { rows, holdLoss, steps: null, epochs, offsetAt: () => 0 };
  }
  const steps = falls(logged) ? running(logged, epochs) : logged;
  const offsetAt = (i: number): number => (steps[i] ?? 0) - (logged[i] ?? 0) || 0;
  return { rows, holdLoss, steps, epochs, offsetAt };
}

/** The value of a column in each of some records (increasing rows); NaN where it has none or one that is not finite. */
export function valuesAt(column: Column | undefined, rows: Uint32Array): Float64Array {
  if (column?.rows.length === rows.length && column.rows.at(-1) === rows.at(-1)) {
    if ((column.rows === rows || areSame(column.rows, rows)) && areFinite(column.values)) {
      return column.values;
    }
  }
  const cursor = new ColumnCursor(column?.key ?? "");
  cursor.column = column;
  return new Float64Array(rows.length).map((_, i) => {
    const value = cursor.valueFrom(rows[i] ?? 0);
    return Number.isFinite(value) ? value : Number.NaN;
  });
}

// Plain loops: these read every record of a log, and a callback for each takes several times as long.

function areSame(one: Uint32Array, other: Uint32Array): boolean {
  for (let i = 0; i < one.length; i++) {
    if (one[i] !== other[i]) {
      return false;
    }
  }
  return true;
}

/** Whether every value is finite. */
export function areFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      return false;
    }
  }
  return true;
}

function hasNumbers(column: Column | undefined): column is Column {
  return column?.values.some(Number.isFinite) === true;
}

function falls(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) {
    if ((values[i] ?? Number.NaN) < (values[i - 1] ?? Number.NaN)) {
      return true;
    }
  }
  return false;
}

function running(logged: Float64Array, epochs: Float64Array): Float64Array {
  const counter = new StepCounter();
  return logged.map((step, i) => {
    if (Number.isNaN(step)) {
      return Number.NaN;
    }
    counter.next(step, epochs[i] ?? Number.NaN);
    return counter.steps;
  });
}
