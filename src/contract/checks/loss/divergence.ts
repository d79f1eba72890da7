import type { CheckedLog } from "../../measure/checkedLog.ts";
import type { Finding } from "../../model/finding.ts";
import { lossMetric } from "../../../series/lossMetric.ts";

/** A training loss that has gone up for good. */
export function checkDivergence({ diverged: found, table, contract }: CheckedLog): Finding[] {
  if (found === null) {
    return [];
  }
  return [
    {
      code: "diverged",
      severity: "error",
      metric: lossMetric(table, contract),
      line: table.lineOf(found.row),
      column: null,
      count: 1,
      facts: { best: found.best, level: found.level },
    },
  ];
}
