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
  const follows = faulty.filter((track) => track !== loss && isConsequence(track, loss, faulty));
  return faulty
    .filter((track) => !follows.includes(track))
    .map((track) => findingOf(log, track, track === (loss ?? track) ? namesOf(follows, track, loss) : []));
}

/** True where the cause is told with another metric: the loss, or the one that this metric is computed from. */
function isConsequence(track: MetricTrack, loss: MetricTrack | undefined, faulty: readonly MetricTrack[]): boolean {
  const from = faulty.find((other) => other.metric === track.rule.derive?.from);
  const cause = from ?? loss;
  if (cause === undefined || track.nonFinite.firstRow < cause.nonFinite.firstRow) {
    return false;
  }
  // Of two that are derived from each other and fail together, the first in the contract is the cause.
  const mutual = cause !== loss && cause.rule.derive?.from === track.metric;
  return !(
    mutual &&
    track.nonFinite.firstRow === cause.nonFinite.firstRow &&
    faulty.indexOf(track) < faulty.indexOf(cause)
  );
}

function namesOf(
  follows: readonly MetricTrack[],
  track: MetricTrack,
  loss: MetricTrack | undefined,
): readonly string[] {
  const own = loss === undefined ? follows.filter((other) => other.rule.derive?.from === track.metric) : follows;
  return own.map((other) => other.metric);
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
