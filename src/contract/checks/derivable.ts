import { loggedCount } from "../../log/columns/columns.ts";
import type { CheckedLog } from "../measure/checkedLog.ts";
import type { Contract, Derivation } from "../model/contract.ts";
import type { Finding } from "../model/finding.ts";
import type { MetricTrack } from "../measure/metricTrack.ts";
import { longestUsual, paceOf } from "../measure/pace.ts";

/** What a contract derives from other metrics, as columns to compute. */
export function derivationsOf({ metrics }: Contract): readonly (Derivation & { readonly name: string })[] {
  return [...metrics].flatMap(([name, { derive }]) => (derive === null ? [] : [{ name, ...derive }]));
}

/** Metrics that were not logged, or not always, but follow from another one that was. */
export function checkDerivable(log: CheckedLog): Finding[] {
  return [...log.tracks.values()]
    .filter((track) => isDerivable(log, track))
    .map((track) => findingOf(track, log.contract));
}

/** True where the source was logged for at least two batches and more often than the metric, which has none there. */
export function isDerivable(log: CheckedLog, track: MetricTrack): boolean {
  const { rule, count } = track;
  const column = rule.derive === null ? undefined : log.table.column(rule.derive.from);
  const source = column === undefined ? 0 : loggedCount(column);
  return source >= 2 && Math.min(source, wantedOf(log, track)) - count >= 2;
}

/** How many values the contract asks for by now; one that is asked for less often than its source need not follow it. */
function wantedOf(log: CheckedLog, track: MetricTrack): number {
  if (track.rule.every.kind === "batch" || track.count === 0) {
    return Infinity;
  }
  const pace = paceOf(log, track);
  return pace === null ? 0 : pace.covered / longestUsual(pace);
}

function findingOf({ metric, rule, count }: MetricTrack, { written }: Contract): Finding {
  const { from, scale } = rule.derive ?? { from: "", scale: 1 };
  return {
    code: "derivable-metric",
    severity: "information",
    metric,
    line: null,
    column: null,
    count: 1,
    facts: { from, scale, values: count, written },
  };
}
