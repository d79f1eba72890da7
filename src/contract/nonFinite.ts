import type { CheckedLog } from "./checkedLog.ts";
import type { Finding } from "./finding.ts";
import type { MetricTrack } from "./metricTrack.ts";
import { countOf, grouped, listed } from "./sentences.ts";

/** A stretch of this many values up to the end of the log is no passing thing. */
const forGood = 3;

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
  return cause !== undefined && track.nonFinite.firstRow >= cause.nonFinite.firstRow;
}

function namesOf(
  follows: readonly MetricTrack[],
  track: MetricTrack,
  loss: MetricTrack | undefined,
): readonly string[] {
  const own = loss === undefined ? follows.filter((other) => other.rule.derive?.from === track.metric) : follows;
  return own.map((other) => other.metric);
}

function findingOf({ contract, table }: CheckedLog, track: MetricTrack, follows: readonly string[]): Finding {
  const { count, firstRow, firstValue, stretches, longestStretch, open } = track.nonFinite;
  const line = table.lineOf(firstRow);
  const lasting = open >= forGood;
  const parts = [`${track.metric} is ${String(firstValue)} at line ${grouped(line)}`];
  if (count > 1) {
    const spread =
      stretches > 1 ? ` in ${grouped(stretches)} stretches, the longest of ${grouped(longestStretch)}` : "";
    parts.push(` (${countOf(count, "value")} that ${count === 1 ? "is" : "are"} no finite number${spread})`);
  }
  parts.push(lasting ? " and has not been finite again since the last stretch began" : "");
  parts.push(follows.length === 0 ? "." : `; with it ${listed(follows)}.`);
  const isLoss = track.metric === contract.names.trainLoss;
  parts.push(
    isLoss && lasting
      ? " Restart the run from a checkpoint before that line, with a lower learning rate or clipped gradients."
      : " Such values are left out of fits; look for an overflow or a division by zero there.",
  );
  return {
    code: "non-finite",
    severity: isLoss ? "error" : "warning",
    metric: track.metric,
    line,
    column: null,
    count,
    message: parts.join(""),
  };
}
