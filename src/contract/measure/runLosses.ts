import type { LogTable } from "../../log/columns/columns.ts";
import type { Contract } from "../model/contract.ts";

/** The losses that lists of runs show of one. */
export interface RunLosses {
  /** The last training loss that is finite; null where there is none. */
  readonly lastTrain: number | null;
  /** The lowest validation loss; null where none is logged. */
  readonly bestVal: number | null;
}

/** Of a log without records. */
export const emptyLosses: RunLosses = { lastTrain: null, bestVal: null };

/** Reads the losses off a log by the contract's names for them. */
export function runLosses(table: LogTable, { names }: Pick<Contract, "names">): RunLosses {
  const validation = table.column(names.valLoss)?.values ?? new Float64Array();
  const best = validation.reduce((least, value) => (value < least ? value : least), Infinity);
  return {
    lastTrain: table.column(names.trainLoss)?.values.findLast(Number.isFinite) ?? null,
    bestVal: Number.isFinite(best) ? best : null,
  };
}
