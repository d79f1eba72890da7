import { orRelax } from "../texts/advice.ts";
import { cadenceFaults, type CadenceFault } from "./cadence.ts";
import { cadenceFinding } from "./cadenceFinding.ts";
import type { CheckedLog } from "../measure/checkedLog.ts";
import { sayEvery } from "../model/every.ts";
import type { Finding } from "../model/finding.ts";
import type { MetricTrack } from "../measure/metricTrack.ts";
import { isLoss, paceOf } from "../measure/pace.ts";
import { listed } from "../texts/sentences.ts";
import { counted, t } from "../../l10n.ts";

/** An interval that differs from an epoch by no more than this share of it is an epoch. */
const epochTolerance = 0.1;
/** An interval of at least this share of an epoch is not finer than an epoch. */
const nearlyEpoch = 0.75;
/** Fewer epochs may be the evaluations at the start of a run. */
const fewestEpochs = 2;

/**
 * Metrics that are logged less often than the contract asks: once an epoch where more is asked, or too rarely by any
 * other measure. Where the training loss itself comes once an epoch, so does the whole log, and that is one finding.
 */
export function checkCadence(log: CheckedLog): Finding[] {
  const faults = cadenceFaults(log);
  const onceAnEpoch = faults.filter((fault) => isOnceAnEpoch(fault));
  const loss = log.tracks.get(log.contract.names.trainLoss);
  const epochLog = loss !== undefined && (onceAnEpoch.some(({ track }) => track === loss) || isEpochLog(log, loss));
  if (!epochLog) {
    return faults.map((fault) =>
      onceAnEpoch.includes(fault) ? epochFinding(log, [fault.track], fault.pace.perEpoch) : cadenceFinding(log, fault),
    );
  }
  const affected = [loss, ...[...log.tracks.values()].filter((track) => track !== loss && comesByEpoch(log, track))];
  const others = faults.filter(({ track }) => !affected.includes(track));
  return [
    epochFinding(log, affected, log.clock.stepSeen ? log.clock.stepsPerEpoch.ticks() : null),
    ...others.map((fault) => cadenceFinding(log, fault)),
  ];
}

function isOnceAnEpoch({ kind, median, pace }: CadenceFault): boolean {
  const { perEpoch } = pace;
  return (
    kind === "rare" &&
    median !== null &&
    perEpoch !== null &&
    pace.interval < nearlyEpoch * perEpoch &&
    Math.abs(median - perEpoch) <= epochTolerance * perEpoch
  );
}

/** A log without steps in which the training loss, which each batch should have, comes once an epoch. */
function isEpochLog({ clock }: CheckedLog, loss: MetricTrack): boolean {
  const length = clock.batchesPerEpoch.ticks();
  return (
    !clock.stepSeen &&
    loss.rule.every.kind === "batch" &&
    loss.count > fewestEpochs &&
    length !== null &&
    length <= 1 + epochTolerance &&
    clock.batchesPerEpoch.epochs() >= fewestEpochs
  );
}

/** True for a metric of such a log that should come more often than once an epoch; the clocks themselves go without saying. */
function comesByEpoch(log: CheckedLog, track: MetricTrack): boolean {
  const { names } = log.contract;
  const { every, derive } = track.rule;
  if (track.count === 0 || derive !== null || track.metric === names.step || track.metric === names.epoch) {
    return false;
  }
  if (every.kind === "batch") {
    return true;
  }
  const pace = paceOf(log, track);
  const length = pace?.perEpoch ?? null;
  const countable = every.kind === "epochs" || log.clock.stepSeen;
  return (
    countable && pace !== null && length !== null && pace.interval < nearlyEpoch * length && !isFine(track, length)
  );
}

/** True where the metric comes more often than once an epoch after all. */
function isFine(track: MetricTrack, length: number): boolean {
  const median = (track.bySteps ?? track.byBatches).median();
  return median !== null && median < (1 - epochTolerance) * length;
}

function epochFinding(log: CheckedLog, tracks: readonly MetricTrack[], perEpoch: number | null): Finding {
  const metrics = tracks.map(({ metric }) => metric);
  const [metric = null] = metrics;
  const every = tracks[0] === undefined ? "" : sayEvery(tracks[0].rule.every);
  const length = perEpoch === null ? "" : counted(Math.max(perEpoch, 1), [" ({0} step)", " ({0} steps)"]);
  const several = metrics.length > 1;
  const found = several
    ? t(
        "{0} are logged once an epoch{1}: the contract asks for more, for {2} {3}.",
        ...[listed(metrics), length, metric ?? "", every],
      )
    : t("{0} is logged once an epoch{1}: the contract asks for it {2}.", listed(metrics), length, every);
  const hidden = tracks.some((track) => isLoss(log, track))
    ? t(" Within an epoch nothing can be seen of the curve.")
    : "";
  const advice = several
    ? t(" Log them more often, or {0}.", orRelax(log.contract))
    : t(" Log it more often, or {0}.", orRelax(log.contract));
  return {
    code: "epoch-only",
    severity: "warning",
    metric,
    line: null,
    column: null,
    count: metrics.length,
    message: found + hidden + advice,
  };
}
