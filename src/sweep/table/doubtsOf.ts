import { unitsError } from "../../contract/measure/unitsError.ts";
import type { Contract } from "../../contract/model/contract.ts";
import type { LogTable } from "../../log/columns/columns.ts";
import type { ReviewedRun } from "../../review/reviewRun.ts";
import type { Doubt } from "./sweepRow.ts";

/** A run that was reviewed, and what it was reviewed from. */
export interface DoubtSource {
  readonly reviewed: ReviewedRun;
  readonly table: LogTable;
  /** With the names of this log. */
  readonly contract: Contract;
}

/** What says how far the numbers of a run can be trusted: the other estimates of its slopes, and its units. */
export function doubtsOf({ reviewed, table, contract }: DoubtSource): ReadonlyMap<Doubt, number> {
  const { early, full } = reviewed.review.slopes ?? { early: null, full: null };
  const values: readonly (readonly [Doubt, number | null])[] = [
    ["alpha_early_ls", early?.leastSquares ?? null],
    ["alpha_early_huber", early?.huber ?? null],
    ["alpha_full_ls", full?.leastSquares ?? null],
    ["alpha_full_huber", full?.huber ?? null],
    // Means of stretches have digits that were never logged; the check of the log reads every record.
    ["units_error", (table.stride ?? 1) > 1 ? null : unitsError(table, contract)],
  ];
  return new Map(values.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));
}
