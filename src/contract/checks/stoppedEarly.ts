import type { CheckedLog } from "../measure/checkedLog.ts";
import type { PlannedCount } from "../measure/folderFacts.ts";
import type { Finding } from "../model/finding.ts";
import { lossOf, reachedEpoch, reachedStep } from "../measure/runOutcome.ts";

/**
 * A run that has stopped before the epochs or steps that its configuration asks for; one that diverged has another
 * finding. Steps count where the configuration asks for no epochs, or the log has none.
 */
export function checkStoppedEarly(log: CheckedLog): Finding[] {
  const { planned } = log.folder;
  if (planned === null || lossOf(log) !== null) {
    return [];
  }
  const epoch = planned.epochs === null ? null : reachedEpoch(log);
  const step = planned.steps === null ? null : reachedStep(log);
  if (planned.epochs !== null && epoch !== null) {
    const isShort = epoch.epochs < planned.epochs.count && (step === null || step.steps < (planned.steps?.count ?? 0));
    return isShort ? [stoppedFinding(log, planned.epochs, { unit: "epoch", ...epoch })] : [];
  }
  return planned.steps !== null && step !== null && step.steps < planned.steps.count
    ? [stoppedFinding(log, planned.steps, { unit: "step", ...step })]
    : [];
}

interface Reached {
  readonly unit: "epoch" | "step";
  readonly shown: number;
  readonly row: number;
}

function stoppedFinding({ contract, table }: CheckedLog, planned: PlannedCount, reached: Reached): Finding {
  const { file, key, line, count } = planned;
  return {
    code: "stopped-early",
    severity: "warning",
    metric: contract.names[reached.unit],
    line: table.lineOf(reached.row),
    column: null,
    count: 1,
    facts: { unit: reached.unit, reached: reached.shown, planned: count, file, key },
    related: [{ file, line, facts: { kind: "planned", unit: reached.unit } }],
  };
}
