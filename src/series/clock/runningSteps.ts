import type { Column, LogTable } from "../../log/columns/columns.ts";
import type { ClockNames } from "./clockNames.ts";
import { StepCounter } from "./stepCounter.ts";

/** The steps of a log as steps of the run, by `StepCounter`; undefined where the log holds no step. */
export function runningSteps(table: LogTable, { step, epoch }: ClockNames): Column | undefined {
  const steps = table.column(step);
  const epochs = table.column(epoch);
  return steps === undefined || epochs === undefined || !falls(steps.values) ? steps : counted(steps, epochs);
}

function falls(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i += 1) {
    if ((values[i] ?? Number.NaN) < (values[i - 1] ?? Number.NaN)) {
      return true;
    }
  }
  return false;
}

function counted(steps: Column, epochs: Column): Column {
  const counter = new StepCounter();
  let next = 0;
  let epoch = Number.NaN;
  const values = steps.values.map((logged, i) => {
    const row = steps.rows[i] ?? 0;
    for (; next < epochs.rows.length && (epochs.rows[next] ?? 0) <= row; next += 1) {
      epoch = epochs.values[next] ?? Number.NaN;
    }
    if (!Number.isFinite(logged)) {
      return Number.NaN;
    }
    counter.next(logged, epoch);
    return counter.steps;
  });
  return { ...steps, values };
}
