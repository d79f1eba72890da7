import type { Contract } from "../../contract/model/contract.ts";
import type { Column, LogTable } from "../../log/columns/columns.ts";
import { at } from "../../numerics/at.ts";

/**
 * The steps of a log as steps of the run. Many scripts count batches within the epoch: a step that falls while the
 * epoch goes on to a later one goes on counting here. A step that falls for any other reason was repeated, as a resumed
 * run does, and stays as it was logged. Undefined where the log holds no step.
 */
export function runningSteps(table: LogTable, { names }: Pick<Contract, "names">): Column | undefined {
  const steps = table.column(names.step);
  const epochs = table.column(names.epoch);
  return steps === undefined || epochs === undefined || !falls(steps.values) ? steps : carriedOn(steps, epochs);
}

function falls(values: Float64Array): boolean {
  for (let i = 1; i < values.length; i++) {
    if (at(values, i) < at(values, i - 1)) {
      return true;
    }
  }
  return false;
}

function carriedOn(steps: Column, epochs: Column): Column {
  const values = new Float64Array(steps.values.length);
  let offset = 0;
  let stride = 1;
  let next = 0;
  let [step, epoch] = [NaN, NaN];
  for (let i = 0; i < values.length; i++) {
    const row = steps.rows[i] ?? 0;
    const logged = at(steps.values, i);
    const [stepBefore, epochBefore] = [step, epoch];
    while (next < epochs.rows.length && (epochs.rows[next] ?? 0) <= row) {
      epoch = at(epochs.values, next);
      next += 1;
    }
    if (logged > stepBefore) {
      stride = logged - stepBefore;
    } else if (logged < stepBefore && epoch > epochBefore) {
      offset += stepBefore + stride - logged;
    }
    step = Number.isFinite(logged) ? logged : stepBefore;
    values[i] = logged + offset;
  }
  return { ...steps, values };
}
