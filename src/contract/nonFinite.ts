import type { CheckedLog } from "./checkedLog.ts";
import type { Finding } from "./finding.ts";
import type { MetricTrack } from "./metricTrack.ts";
import { countOf, grouped, listed } from "./sentences.ts";

/** A stretch of this many values up to the end of the log is no passing thing. */
export const forGood = 3;

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
  const { count, firstRow, firstValue, stretches, longestStretch, longestRow, open } = track.nonFinite;
  const line = table.lineOf(firstRow);
  const lasting = open >= forGood;
  const parts = [`${track.metric} is ${String(firstValue)} at line ${grouped(line)}`];
  if (stretches === 1) {
    parts.push(
      lasting
        ? ` and in all ${grouped(count)} values from there to the end`
        : count > 1
          ? ` and the ${countOf(count - 1, "value")} after it`
          : "",
    );
  } else {
    const longest =
      longestStretch > 1 ? `, in ${grouped(stretches)} stretches of at most ${grouped(longestStretch)}` : "";
    parts.push(
      `, the first of ${grouped(count)} values that are no finite number${longest}${lasting ? ", the last ones to the end" : ""}`,
    );
  }
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
    ...(stretches > 1 && longestStretch > 1
      ? {
          related: [
            { line: table.lineOf(longestRow), message: `the longest stretch, ${countOf(longestStretch, "value")}` },
          ],
        }
      : {}),
  };
}
