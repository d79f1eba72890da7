import type { CheckedLog } from "../measure/checkedLog.ts";
import type { Finding } from "../model/finding.ts";
import { lossOf, reachedEpoch } from "../measure/runOutcome.ts";

/** A run that has stopped before the epochs that its configuration asks for; one that diverged has another finding. */
export function checkStoppedEarly(log: CheckedLog): Finding[] {
  const { planned } = log.folder;
  const reached = planned === null || lossOf(log) !== null ? null : reachedEpoch(log);
  if (planned === null || reached === null || reached.epochs >= planned.epochs) {
    return [];
  }
  const { file, key, line, epochs } = planned;
  const metric = log.contract.names.epoch;
  return [
    {
      code: "stopped-early",
      severity: "warning",
      metric,
      line: log.table.lineOf(reached.row),
      column: null,
      count: 1,
      facts: { reached: reached.shown, planned: epochs, file, key },
      related: [{ file, line, facts: { kind: "plannedEpochs" } }],
    },
  ];
}
