import type { CheckedLog } from "../measure/checkedLog.ts";
import type { Finding } from "../model/finding.ts";
import { forGood } from "./nonFinite.ts";
import { nearlyAll } from "../measure/folderFacts.ts";

/** A run that has stopped before the epochs that its configuration asks for; one that diverged has another finding. */
export function checkStoppedEarly(log: CheckedLog): Finding[] {
  const { planned } = log.folder;
  const reached = planned === null || isLost(log) ? null : reachedEpoch(log);
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

/** True for a run that had nothing to go on with. */
function isLost({ tracks, contract, diverged }: CheckedLog): boolean {
  const loss = tracks.get(contract.names.trainLoss);
  return diverged !== null || (loss !== undefined && loss.nonFinite.open >= forGood);
}

/** How many epochs were at least begun, how people say it, and the last record that has an epoch. */
function reachedEpoch({ table, contract, clock }: CheckedLog): {
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
