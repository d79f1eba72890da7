import type { LogClock } from "../../series/clock/logClock.ts";
import type { CheckedLog } from "./checkedLog.ts";
import type { GapStats } from "./gapStats.ts";
import type { MetricTrack } from "./metricTrack.ts";

/** How the cadence of one metric is counted in one log. */
export interface Pace {
  readonly unit: "step" | "batch";
  readonly gaps: GapStats;
  /** The clock at the end of the log. */
  readonly now: number;
  /** What the clock has covered since the start of the log. */
  readonly covered: number;
  /** The interval that the contract asks for, on this clock. */
  readonly interval: number;
  /** The usual distance of two batches that were logged. */
  readonly stride: number;
  /** Ticks an epoch, or null where the log does not say. */
  readonly perEpoch: number | null;
}

/**
 * The clock by which a metric's intervals can be judged, or null where the log does not allow it (yet): epochs need
 * an epoch in the log. Without steps the batches are counted: a batch is at least one step.
 */
export function paceOf(log: CheckedLog, track: MetricTrack): Pace | null {
  const { every } = track.rule;
  const { clock } = log;
  switch (every.kind) {
    case "batch":
      return isLoss(log, track) && clock.stepSeen ? steps(log, track, 1) : batches(clock, track, 1);
    case "steps":
      return clock.stepSeen ? steps(log, track, every.steps) : batches(clock, track, every.steps);
    case "epochs": {
      const length = (clock.stepSeen ? clock.stepsPerEpoch : clock.batchesPerEpoch).ticks();
      if (length === null) {
        return null;
      }
      const interval = length * every.epochs;
      return clock.stepSeen ? steps(log, track, interval) : batches(clock, track, interval);
    }
  }
}

/** The training loss, where each batch must have one: it is what batches are counted by. */
export function isLoss({ contract }: CheckedLog, track: MetricTrack): boolean {
  return track.metric === contract.names.trainLoss;
}

/** The longest interval that may be usual: no metric can come more often than batches are logged. */
export function longestUsual({ interval, stride }: Pace): number {
  return Math.max(interval * 1.1, Math.ceil(interval / stride - 1e-6) * stride);
}

/** The longest single interval: a value that comes a little late is no gap, one that is left out is. */
export function longestSingle({ interval, stride }: Pace): number {
  return Math.max(interval * 1.5, Math.ceil(interval / stride - 1e-6) * stride + (interval <= stride ? 0 : stride));
}

function steps(log: CheckedLog, track: MetricTrack, interval: number): Pace | null {
  const { clock } = log;
  if (track.bySteps === null) {
    return null;
  }
  const loss = log.tracks.get(log.contract.names.trainLoss);
  const stride = loss === undefined || loss === track ? 1 : (loss.bySteps?.median() ?? 1);
  return {
    unit: "step",
    gaps: track.bySteps,
    now: clock.steps,
    covered: clock.highest - clock.firstStep,
    interval,
    stride,
    perEpoch: clock.stepsPerEpoch.ticks(),
  };
}

function batches(clock: LogClock, track: MetricTrack, interval: number): Pace {
  return {
    unit: "batch",
    gaps: track.byBatches,
    now: clock.batches,
    covered: clock.batches,
    interval,
    stride: 1,
    perEpoch: clock.batchesPerEpoch.ticks(),
  };
}
