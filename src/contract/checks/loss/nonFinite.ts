import type { CheckedLog } from "../../measure/checkedLog.ts";
import { forGood } from "../../measure/runOutcome.ts";
import type { Finding } from "../../model/finding.ts";
import type { MetricTrack } from "../../measure/metricTrack.ts";
import { plainNumber } from "../../model/findingFacts.ts";

/**
 * NaN and infinities: one finding for the loss and all that turned non-finite with it or after it, and one for each
 * metric that did so on its own.
 */
export function checkNonFinite(log: CheckedLog): Finding[] {
  const faulty = [...log.tracks.values()].filter((track) => track.nonFinite.count > 0);
  const loss = faulty.find((track) => track.metric === log.contract.names.trainLoss);
  const places = new Map(faulty.map((track, place) => [track.metric, { track, place }] as const));
  const follows = new Set(faulty.filter((track) => track !== loss && isConsequence(track, loss, places)));
  const names = namesOf([...follows], loss);
  return faulty
    .filter((track) => !follows.has(track))
    .map((track) => findingOf(log, track, names.get(track.metric) ?? []));
}

/** True where the cause is told with another metric: the loss, or the one that this metric is computed from. */
function isConsequence(
  track: MetricTrack,
  loss: MetricTrack | undefined,
  faulty: ReadonlyMap<string, { readonly track: MetricTrack; readonly place: number }>,
): boolean {
  const placeOf = ({ metric }: MetricTrack): number => faulty.get(metric)?.place ?? -1;
  const cause = faulty.get(track.rule.derive?.from ?? "")?.track ?? loss;
  if (cause === undefined || track.nonFinite.firstRow < cause.nonFinite.firstRow) {
    return false;
  }
  // Of two that are derived from each other and fail together, the first in the contract is the cause.
  const mutual = cause !== loss && cause.rule.derive?.from === track.metric;
  return !(mutual && track.nonFinite.firstRow === cause.nonFinite.firstRow && placeOf(track) < placeOf(cause));
}

/** The metrics that are told with their cause, by its name: all with the loss, or those computed from another metric with that. */
function namesOf(
  follows: readonly MetricTrack[],
  loss: MetricTrack | undefined,
): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>();
  for (const { metric, rule } of follows) {
    const cause = loss?.metric ?? rule.derive?.from ?? "";
    const told = names.get(cause) ?? [];
    told.push(metric);
    names.set(cause, told);
  }
  return names;
}

function findingOf({ contract, table }: CheckedLog, track: MetricTrack, others: readonly string[]): Finding {
  const { metric, nonFinite } = track;
  const { count, firstRow, firstValue, stretches, longestStretch, longestRow } = nonFinite;
  const isLoss = metric === contract.names.trainLoss;
  const lasting = nonFinite.open >= forGood;
  const longest = {
    line: table.lineOf(longestRow),
    facts: { kind: "longestStretch", values: longestStretch },
  } as const;
  return {
    code: "non-finite",
    severity: isLoss ? "error" : "warning",
    metric,
    line: table.lineOf(firstRow),
    column: null,
    count,
    facts: {
      written: "number",
      value: plainNumber(firstValue),
      ...{ stretches, longest: longestStretch, lasting },
      ...{ lost: isLoss && lasting, others },
    },
    ...(stretches > 1 && longestStretch > 1 ? { related: [longest] } : {}),
  };
}
