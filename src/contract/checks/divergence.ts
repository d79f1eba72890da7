import type { CheckedLog } from "../measure/checkedLog.ts";
import type { Finding } from "../model/finding.ts";
import { lossMetric } from "../../series/lossMetric.ts";
import { grouped, measured } from "../texts/sentences.ts";
import { t } from "../../l10n.ts";

/** A training loss that has gone up for good. */
export function checkDivergence({ diverged: found, table, contract }: CheckedLog): Finding[] {
  if (found === null) {
    return [];
  }
  const metric = lossMetric(table, contract);
  const line = table.lineOf(found.row);
  return [
    {
      code: "diverged",
      severity: "error",
      metric,
      line,
      column: null,
      count: 1,
      message: t(
        "{0} had come down to {1}, rises from line {2} on and stays near {3}: the run has diverged. Restart it from a checkpoint before that line, with a lower learning rate or clipped gradients.",
        ...[metric, measured(found.best), grouped(line), measured(found.level)],
      ),
    },
  ];
}
