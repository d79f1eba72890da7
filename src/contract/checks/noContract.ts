import type { CheckedLog } from "../measure/checkedLog.ts";
import type { Finding } from "../model/finding.ts";

/** Fewer records do not show what a run logs. */
const fewestRecords = 3;

/** A run that nobody has said anything of: it is checked for soundness, and asked for nothing. */
export function checkNoContract({ contract, table }: CheckedLog): Finding[] {
  if (contract.scope === "full" || table.records < fewestRecords) {
    return [];
  }
  const hasLoss = (table.column(contract.names.trainLoss)?.values.length ?? 0) > 0;
  return [
    {
      code: "no-contract",
      severity: "information",
      metric: null,
      line: null,
      column: null,
      count: 1,
      facts: { loss: hasLoss ? contract.names.trainLoss : null },
    },
  ];
}
