import type { LogTable } from "../../log/columns/columns.ts";
import type { ClockNames } from "./clockNames.ts";
import { epochRatio, scaleOfFew } from "./epochRatio.ts";
import { countedEpochs } from "./countedEpochs.ts";
import { isRounded, unroundedEpochs } from "./roundedEpochs.ts";
import { stepsPerEpoch, type EpochMarks, type EpochScale } from "./stepsPerEpoch.ts";
import { stepsBefore } from "./recordTimes.ts";
import { areFinite, leastCover, type TrainingRecords, type TrainingTimes } from "./trainingRecords.ts";

/**
 * Time of the training records.
 *
 * 1. Fractional epochs are epochs completed, as they stand; where rounding repeats them, the steps decide within.
 * 2. Whole epochs over several records are the epoch in progress: t = c / N by the steps (`stepsPerEpoch`), or counted
 *    from the records of each epoch where no N fits.
 * 3. Whole epochs with one record each were written after the epoch: counted from 0 they are one more completed.
 * 4. Epochs in few records serve to find the steps an epoch; where they cannot, steps are the clock.
 * 5. Without epochs, steps; without either, records.
 */
export function trainingTimes(table: LogTable, names: ClockNames, records: TrainingRecords): TrainingTimes {
  const { epochs, steps } = records;
  const known = areFinite(epochs) ? epochs.length : epochs.filter((epoch) => !Number.isNaN(epoch)).length;
  const covered = known > 0 && known >= leastCover * epochs.length ? byEpochs(records) : null;
  return covered ?? byFewEpochs(table, names, records) ?? bySteps(steps, records.rows);
}

function bySteps(steps: Float64Array | null, rows: Uint32Array): TrainingTimes {
  return steps === null
    ? { clock: "record", rule: "records", t: Float64Array.from(rows, (row) => row + 1) }
    : { clock: "step", rule: "steps", t: filled(steps, rows) };
}

function byEpochs(records: TrainingRecords): TrainingTimes | null {
  const { epochs, rows } = records;
  if (epochs.some((epoch) => !Number.isNaN(epoch) && !Number.isInteger(epoch))) {
    const marks = marksOf(records);
    return isRounded(marks)
      ? { clock: "epoch", rule: "epochRounded", t: filled(unroundedEpochs(marks), rows) }
      : { clock: "epoch", rule: "epochFractions", t: filled(epochs, rows) };
  }
  return isInProgress(records) ? inProgress(records) : atEnds(records);
}

/** Steps and epochs; without steps the training records are counted, from 0. */
function marksOf({ steps, epochs }: TrainingRecords): EpochMarks {
  return { steps: steps ?? epochs.map((_, i) => i), epochs };
}

/** Whether an epoch lasts over several records; a step that was logged twice is one record. */
function isInProgress({ epochs, steps }: TrainingRecords): boolean {
  return epochs.some((epoch, i) => i > 0 && epoch === epochs[i - 1] && (steps === null || steps[i] !== steps[i - 1]));
}

function inProgress(records: TrainingRecords): TrainingTimes | null {
  const marks = marksOf(records);
  if (isConstant(records.epochs)) {
    // How long the only epoch is cannot be known before it is over.
    return null;
  }
  const scale = stepsPerEpoch(marks);
  return scale === null
    ? { clock: "epoch", rule: "epochRecords", t: filled(countedEpochs(records.epochs), records.rows) }
    : { clock: "epoch", rule: "epochSteps", t: filled(scaled(marks.steps, scale), records.rows) };
}

function isConstant(values: Float64Array): boolean {
  const first = values.find(Number.isFinite);
  return values.every((value) => Number.isNaN(value) || value === first);
}

/** Whole epochs with one record each: the steps say whether they are counted from 0, else the first of them does. */
function atEnds(records: TrainingRecords): TrainingTimes {
  const { epochs, steps, rows } = records;
  const ratio = steps === null ? null : epochRatio({ steps, epochs });
  const scale = steps === null || ratio !== null ? null : stepsPerEpoch({ steps, epochs });
  if (steps !== null && scale !== null) {
    return { clock: "epoch", rule: "epochSteps", t: filled(scaled(steps, scale), rows) };
  }
  const more = ratio?.more ?? (isFromZero(epochs) ? 1 : 0);
  return {
    clock: "epoch",
    rule: "epochEnds",
    t: filled(
      epochs.map((epoch) => epoch + more),
      rows,
    ),
  };
}

/** Whether epochs are counted from 0: the first is 0, or every fifth is logged and it is 4. */
function isFromZero(epochs: Float64Array): boolean {
  const [first = 0, second = Number.NaN] = epochs.filter(Number.isFinite);
  const interval = second - first;
  return first === 0 || (interval > 1 && first + 1 === interval);
}

/** An epoch that few training records hold, or none: with their steps those that do may say how long an epoch is. */
function byFewEpochs(table: LogTable, names: ClockNames, records: TrainingRecords): TrainingTimes | null {
  const column = table.column(names.epoch);
  if (column === undefined || column.values.length === 0) {
    return null;
  }
  const done = records.steps ?? records.rows.map((_, i) => i + 1);
  const counted: TrainingRecords = { ...records, steps: Float64Array.from(done) };
  const marks = { steps: stepsBefore(column.rows, { table, names, records: counted }), epochs: column.values };
  const scale = scaleOfFew(marks);
  return scale === null || counted.steps === null
    ? null
    : { clock: "epoch", rule: "epochFew", t: filled(scaled(counted.steps, scale), records.rows) };
}

function scaled(steps: Float64Array, { perEpoch, first }: EpochScale): Float64Array {
  return steps.map((step) => (step - first) / perEpoch);
}

/** Records without a time get the time between those around them, in proportion to their place; none outside. */
function filled(times: Float64Array, rows: Uint32Array): Float64Array {
  if (areFinite(times)) {
    return times;
  }
  const all = times.slice();
  let last = -1;
  for (let i = 0; i < times.length; i += 1) {
    if (!Number.isFinite(times[i])) {
      continue;
    }
    const [from, to] = [rows[last] ?? 0, rows[i] ?? 0];
    for (let between = last + 1; last >= 0 && between < i; between += 1) {
      const part = ((rows[between] ?? 0) - from) / (to - from);
      all[between] = (times[last] ?? 0) + part * ((times[i] ?? 0) - (times[last] ?? 0));
    }
    last = i;
  }
  return all;
}
