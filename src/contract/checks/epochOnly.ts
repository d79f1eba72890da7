import { cadenceFaults, type CadenceFault } from "./cadence.ts";
import { cadenceFinding } from "./cadenceFinding.ts";
import type { CheckedLog } from "../measure/checkedLog.ts";
import type { Finding } from "../model/finding.ts";
import type { MetricTrack } from "../measure/metricTrack.ts";
import { isLoss, paceOf } from "../measure/pace.ts";

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
      onceAnEpoch.includes(fault)
        ? epochFinding(log, [fault.track, []], fault.pace.perEpoch)
        : cadenceFinding(log, fault),
    );
  }
  const more = [...log.tracks.values()].filter((track) => track !== loss && comesByEpoch(log, track));
  const others = faults.filter(({ track }) => track !== loss && !more.includes(track));
  return [
    epochFinding(log, [loss, more], log.clock.stepSeen ? log.clock.stepsPerEpoch.ticks() : null),
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

/** The finding of a metric that comes once an epoch, and of others that do so too; `perEpoch`: the steps of an epoch. */
function epochFinding(
  log: CheckedLog,
  [first, more]: readonly [MetricTrack, readonly MetricTrack[]],
  perEpoch: number | null,
): Finding {
  const tracks = [first, ...more];
  return {
    code: "epoch-only",
    severity: "warning",
    metric: first.metric,
    line: null,
    column: null,
    count: tracks.length,
    facts: {
      metrics: tracks.map(({ metric }) => metric),
      every: first.rule.every,
      steps: perEpoch === null ? null : Math.max(perEpoch, 1),
      loss: tracks.some((track) => isLoss(log, track)),
      written: log.contract.written,
    },
  };
}
