import type { LogTable } from "../../log/columns/columns.ts";
import { interpolated } from "./interpolate.ts";
import type { ClockNames } from "./clockNames.ts";
import { valuesAt, type TrainingRecords, type TrainingTimes } from "./trainingRecords.ts";

interface Places {
  readonly table: LogTable;
  readonly names: ClockNames;
  readonly records: TrainingRecords;
}

/** Steps between two training records that are not far more than usual may be those of a record after the last one. */
const mostStrides = 2;

/**
 * Time of any records (increasing rows). A training record has its own. Another one has its place between the training
 * records around it by its step, or by its epoch where that is a time between theirs; a step or an epoch that is not
 * (the size of a validation set, the number of an epoch) says nothing, and the record takes the time of the training
 * record before it. NaN before the first training record, unless its step says more.
 */
export function placeRecords(rows: Uint32Array, places: Places & { readonly times: TrainingTimes }): Float64Array {
  const { table, names, records, times } = places;
  if (!records.holdLoss) {
    return interpolated({ key: "", rows: records.rows, values: times.t, texts: 0 }, rows);
  }
  const steps = valuesAt(table.column(names.step), rows);
  const epochs = valuesAt(table.column(names.epoch), rows);
  const { t } = times;
  return atEach(rows, records, (i, before, isTraining) => {
    const now = t[before] ?? Number.NaN;
    if (isTraining) {
      return now;
    }
    const byStep = partBetween(steps[i] ?? Number.NaN, before, records);
    if (byStep !== null) {
      const time = timeAt(before, byStep, t);
      return time >= 0 ? time : now;
    }
    const epoch = times.clock === "epoch" ? (epochs[i] ?? Number.NaN) : Number.NaN;
    const next = t[before + 1] ?? Number.NaN;
    return !Number.isInteger(epoch) && epoch >= now && epoch <= next ? epoch : now;
  });
}

/** Steps of the run at any records (increasing rows): their own where that can be, else that of the record before. */
export function stepsBefore(rows: Uint32Array, { table, names, records }: Places): Float64Array {
  const own = valuesAt(table.column(names.step), rows);
  const { steps } = records;
  return atEach(rows, records, (i, before, isTraining) => {
    const now = steps?.[before] ?? Number.NaN;
    const part = isTraining || steps === null ? null : partBetween(own[i] ?? Number.NaN, before, records);
    return part === null || steps === null ? now : timeAt(before, part, steps);
  });
}

/** A value for each of the rows, from its place and that of the training record at or before it (-1: none). */
function atEach(
  rows: Uint32Array,
  records: TrainingRecords,
  valueOf: (i: number, before: number, isTraining: boolean) => number,
): Float64Array {
  let before = -1;
  return new Float64Array(rows.length).map((_, i) => {
    const row = rows[i] ?? 0;
    while ((records.rows[before + 1] ?? Number.POSITIVE_INFINITY) <= row) {
      before += 1;
    }
    return valueOf(i, before, records.rows[before] === row);
  });
}

/**
 * How far a step is from one training record to the next one, as a part of that; null where it is not between them.
 * Behind the last record, and before the first, the distance of the two nearest counts.
 */
function partBetween(logged: number, before: number, { steps, offsetAt, rows }: TrainingRecords): number | null {
  if (steps === null || rows.length < 2) {
    return null;
  }
  const from = Math.min(Math.max(before, 0), rows.length - 2);
  const [low, high] = [steps[from] ?? Number.NaN, steps[from + 1] ?? Number.NaN];
  const part = (logged + offsetAt(Math.max(before, 0)) - low) / (high - low);
  const isLast = before === rows.length - 1;
  const [least, most] = before < 0 ? [Number.NEGATIVE_INFINITY, 0] : isLast ? [1, 1 + mostStrides] : [0, 1];
  return high > low && part >= least && part <= most ? part : null;
}

/** The value so far from a training record to the next one. */
function timeAt(before: number, part: number, values: Float64Array): number {
  const from = Math.min(Math.max(before, 0), values.length - 2);
  const [low, high] = [values[from] ?? Number.NaN, values[from + 1] ?? Number.NaN];
  return low + part * (high - low);
}
