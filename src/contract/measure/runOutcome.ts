import type { CheckedLog } from "./checkedLog.ts";
import { nearlyAll } from "./folderFacts.ts";
import { absentTail, zeroTail } from "./lossTail.ts";

/** A stretch of this many values up to the end of the log is no passing thing. */
export const forGood = 3;

/** How a run fares by its records: what decides its state besides the growth of its log. */
export interface RunOutcome {
  /** Why it has nothing to go on with: its training loss has risen for good, or is no longer finite; null where neither. */
  readonly lost: "diverged" | "nan" | null;
  /** How many epochs it has at least begun, with the little by which trainers end early; null where none are logged. */
  readonly epochs: number | null;
  /** The steps it has done, where they may count from 0; null where none are logged. */
  readonly steps: number | null;
}

/** Of a log without records. */
export const emptyOutcome: RunOutcome = { lost: null, epochs: null, steps: null };

/** What the records say of how the run fares. */
export function runOutcome(log: CheckedLog): RunOutcome {
  return { lost: lossOf(log), epochs: reachedEpoch(log)?.epochs ?? null, steps: reachedStep(log)?.steps ?? null };
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
