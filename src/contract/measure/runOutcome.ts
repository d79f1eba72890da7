import type { CheckedLog } from "./checkedLog.ts";
import { nearlyAll } from "./folderFacts.ts";
import { absentTail, zeroTail } from "./lossTail.ts";
import { lowerBound } from "../../series/lowerBound.ts";

/** A stretch of this many values up to the end of the log is no passing thing. */
export const forGood = 3;

/** How a run fares by its records: what decides its state besides the growth of its log. */
export interface RunOutcome {
  /** Why it has nothing to go on with: its training loss has risen for good, or is no longer finite; null where neither. */
  readonly lost: "diverged" | "nan" | null;
  /** What its training loss is since then, and since when; absent where it is not lost. */
  readonly lostSince?: LostSince;
  /** How many epochs it has at least begun, with the little by which trainers end early; null where none are logged. */
  readonly epochs: number | null;
  /** The steps it has done, where they may count from 0; null where none are logged. */
  readonly steps: number | null;
}

/** From where on a training loss says nothing any more. */
export interface LostSince {
  readonly as: "diverged" | "nan" | "infinite" | "zero" | "absent";
  readonly clock: "epoch" | "step" | "record";
  /** Epoch or step as logged, or the number of the record. */
  readonly at: number;
}

/** Of a log without records. */
export const emptyOutcome: RunOutcome = { lost: null, epochs: null, steps: null };

/** What the records say of how the run fares. */
export function runOutcome(log: CheckedLog): RunOutcome {
  const since = lostSince(log);
  return {
    lost: lossOf(log),
    ...(since === null ? {} : { lostSince: since }),
    epochs: reachedEpoch(log)?.epochs ?? null,
    steps: reachedStep(log)?.steps ?? null,
  };
}

/** What the training loss of a run that lost it is, and since when; null of others. */
function lostSince(log: CheckedLog): LostSince | null {
  const { tracks, table, contract, diverged } = log;
  const column = table.column(contract.names.trainLoss);
  const zeros = column && zeroTail(column);
  const absent = column && absentTail(column, table, contract.names);
  if (zeros) {
    return { as: "zero", ...placeOf(zeros.row, log) };
  }
  if (absent) {
    return { as: absent.written === "text" ? "nan" : "absent", ...placeOf(absent.row, log) };
  }
  if (column && (tracks.get(contract.names.trainLoss)?.nonFinite.open ?? 0) >= forGood) {
    const first = column.values.findLastIndex(Number.isFinite) + 1;
    return { as: Number.isNaN(column.values[first]) ? "nan" : "infinite", ...placeOf(column.rows[first] ?? 0, log) };
  }
  return diverged === null ? null : { as: "diverged", ...placeOf(diverged.row, log) };
}

/** Where a record is: by its epoch if that is a fraction or there are no steps, else by its step. */
function placeOf(row: number, { table, contract }: CheckedLog): Pick<LostSince, "clock" | "at"> {
  const [epoch, step] = [contract.names.epoch, contract.names.step].map((name) => {
    const column = table.column(name);
    const value = column?.values[lowerBound(column.rows, row + 1) - 1];
    return value === undefined || !Number.isFinite(value) ? null : value;
  });
  if (epoch !== null && epoch !== undefined && (!Number.isInteger(epoch) || step === null || step === undefined)) {
    return { clock: "epoch", at: epoch };
  }
  return step === null || step === undefined ? { clock: "record", at: row + 1 } : { clock: "step", at: step };
}

/** Why a run has nothing to go on with; null where it has. */
export function lossOf({ tracks, table, contract, diverged }: CheckedLog): RunOutcome["lost"] {
  const name = contract.names.trainLoss;
  const column = table.column(name);
  const gone = column !== undefined && (zeroTail(column) ?? absentTail(column, table, contract.names)) !== null;
  if (gone || (tracks.get(name)?.nonFinite.open ?? 0) >= forGood) {
    return "nan";
  }
  return diverged === null ? null : "diverged";
}

/** How many epochs were at least begun, how people say it, and the last record that has an epoch. */
export function reachedEpoch({ table, contract, clock }: CheckedLog): {
  readonly epochs: number;
  readonly shown: number;
  readonly row: number;
} | null {
  const column = table.column(contract.names.epoch);
  const at = column?.values.findLastIndex(Number.isFinite) ?? -1;
  if (column === undefined || at === -1) {
    return null;
  }
  const last = column.values[at] ?? 0;
  const row = column.rows[at] ?? 0;
  if (clock.batchesPerEpoch.fractional || !Number.isInteger(last)) {
    const batch = 1 / (clock.batchesPerEpoch.ticks() ?? Infinity);
    return { epochs: last + Math.max(nearlyAll, 1.1 * batch), shown: last, row };
  }
  // Whole epochs count from 0 or from 1; a log that starts with a later one may do either.
  const begun = column.values[0] === 1 ? last : last + 1;
  return { epochs: begun, shown: begun, row };
}

/** How many steps were done, where they may count from 0, and the last record that has a step. */
export function reachedStep({ table, contract }: CheckedLog): {
  readonly steps: number;
  readonly shown: number;
  readonly row: number;
} | null {
  const column = table.column(contract.names.step);
  const at = column?.values.findLastIndex(Number.isFinite) ?? -1;
  if (column === undefined || at === -1) {
    return null;
  }
  const last = column.values[at] ?? 0;
  return { steps: last + 1, shown: last, row: column.rows[at] ?? 0 };
}
