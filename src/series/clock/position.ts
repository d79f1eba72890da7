import type { Column, LogTable } from "../../log/columns/columns.ts";
import type { Clock, ClockNames } from "./clockNames.ts";

/** Where a run is: the last epoch that it logged, else the last step, else the number of its records. */
export interface Position {
  readonly clock: Clock;
  /** As logged, not as completed; null in an empty log. */
  readonly value: number | null;
}

/** How far a run has come, read off the end of its columns: costs nothing however long the log is. */
export function positionOf(table: LogTable, names: Pick<ClockNames, "epoch" | "step">): Position {
  for (const [clock, key] of [
    ["epoch", names.epoch],
    ["step", names.step],
  ] as const) {
    const value = lastNumber(table.column(key));
    if (value !== null) {
      return { clock, value };
    }
  }
  return { clock: "record", value: table.records === 0 ? null : table.records };
}

function lastNumber(column: Column | undefined): number | null {
  return column?.values.findLast((value) => Number.isFinite(value)) ?? null;
}
