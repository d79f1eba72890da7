import type { CheckedLog } from "../measure/checkedLog.ts";
import type { Finding } from "../model/finding.ts";
import type { MetricTrack } from "../measure/metricTrack.ts";
import { grouped, listed } from "../texts/sentences.ts";
import { counted, t } from "../../l10n.ts";

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

function findingOf({ contract, table }: CheckedLog, track: MetricTrack, follows: readonly string[]): Finding {
  const { metric, nonFinite } = track;
  const { count, firstRow, stretches, longestStretch, longestRow } = nonFinite;
  const line = table.lineOf(firstRow);
  const isLoss = metric === contract.names.trainLoss;
  const longest = counted(longestStretch, ["the longest stretch, {0} value", "the longest stretch, {0} values"]);
  return {
    code: "non-finite",
    severity: isLoss ? "error" : "warning",
    metric,
    line,
    column: null,
    count,
    message:
      whereText(track, line) +
      withText(follows) +
      (isLoss && isLasting(track)
        ? restartText()
        : t(" Such values are left out of fits; look for an overflow or a division by zero there.")),
    ...(stretches > 1 && longestStretch > 1 ? { related: [{ line: table.lineOf(longestRow), message: longest }] } : {}),
  };
}

/** That a key is lost from a line to the end of the log, as a sentence without its end. */
export function lostText(lost: {
  readonly key: string;
  readonly value: number;
  readonly line: number;
  readonly count: number;
}): string {
  return t(
    "{0} is {1} at line {2} and in all {3} values from there to the end",
    ...[lost.key, String(lost.value), grouped(lost.line), grouped(lost.count)],
  );
}

/** The end of a sentence about a key: those that turned non-finite with it. */
export function withText(others: readonly string[]): string {
  return others.length === 0 ? "." : t("; with it {0}.", listed(others));
}

/** What to do about a run that is lost, to stand after another sentence. */
export function restartText(): string {
  return t(" Restart the run from a checkpoint before that line, with a lower learning rate or clipped gradients.");
}

/** True where the log ends in values that are no numbers. */
function isLasting({ nonFinite }: MetricTrack): boolean {
  return nonFinite.open >= forGood;
}

/** Where the values stand, as a sentence without its end. */
function whereText(track: MetricTrack, line: number): string {
  const { count, firstValue, stretches, longestStretch } = track.nonFinite;
  const first = [track.metric, String(firstValue), grouped(line)];
  if (stretches > 1) {
    return (
      t("{0} is {1} at line {2}, the first of {3} values that are no finite number", ...first, grouped(count)) +
      (longestStretch > 1 ? t(", in {0} stretches of at most {1}", grouped(stretches), grouped(longestStretch)) : "") +
      (isLasting(track) ? t(", the last ones to the end") : "")
    );
  }
  if (isLasting(track)) {
    return lostText({ key: track.metric, value: firstValue, line, count });
  }
  return count === 1
    ? t("{0} is {1} at line {2}", ...first)
    : counted(
        count - 1,
        ["{1} is {2} at line {3} and the {0} value after it", "{1} is {2} at line {3} and the {0} values after it"],
        ...first,
      );
}
