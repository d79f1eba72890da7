import type { CheckedLog } from "../../measure/checkedLog.ts";
import { zeroTail } from "../../measure/lossTail.ts";
import type { Finding } from "../../model/finding.ts";

/**
 * A training loss that is exactly 0 from some record to the end although it was far from 0 before: what a run writes
 * whose gradient turned NaN where the trainer replaces a loss that is no number.
 */
export function checkLossZero({ contract, table }: CheckedLog): Finding[] {
  const metric = contract.names.trainLoss;
  const column = table.column(metric);
  const tail = column === undefined ? null : zeroTail(column);
  if (tail === null) {
    return [];
  }
  const { row, count, before } = tail;
  return [
    { code: "loss-zero", severity: "error", metric, line: table.lineOf(row), column: null, count, facts: { before } },
  ];
}
