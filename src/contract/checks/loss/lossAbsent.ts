import type { CheckedLog } from "../../measure/checkedLog.ts";
import { absentTail } from "../../measure/lossTail.ts";
import type { Finding } from "../../model/finding.ts";

/** A training loss that stops being a number while the run goes on: as severe as NaN, and as easy to overlook. */
export function checkLossAbsent({ contract, table }: CheckedLog): Finding[] {
  const metric = contract.names.trainLoss;
  const column = table.column(metric);
  const tail = column === undefined ? null : absentTail(column, table, contract.names);
  if (tail === null) {
    return [];
  }
  const { row, count, written } = tail;
  return [
    {
      code: "non-finite",
      severity: "error",
      metric,
      line: table.lineOf(row),
      column: null,
      count,
      facts: { written, value: "NaN", stretches: 1, longest: count, lasting: true, lost: true, others: [] },
    },
  ];
}
