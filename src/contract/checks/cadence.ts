import type { CheckedLog } from "../measure/checkedLog.ts";
import { isDerivable } from "./derivable.ts";
import type { MetricTrack } from "../measure/metricTrack.ts";
import { longestSingle, longestUsual, paceOf, type Pace } from "../measure/pace.ts";

/** Fewer intervals do not tell what is usual. */
const fewestIntervals = 2;

/**
 * A metric that comes too rarely throughout, since the run was resumed (`drift`), or that is left out in places. `pace`
 * says what it was counted by, `median` is the usual interval, since the resume where that is when it changed.
 */
export interface CadenceFault {
  readonly track: MetricTrack;
  readonly pace: Pace;
  readonly median: number | null;
  readonly kind: "rare" | "gaps" | "drift";
}

/** The metrics that are logged, but less often than the contract asks. Derivable ones are another finding's matter. */
export function cadenceFaults(log: CheckedLog): CadenceFault[] {
  return [...log.tracks.values()]
    .filter((track) => track.count > 0 && !isDerivable(log, track))
    .flatMap((track) => {
      const pace = paceOf(log, track);
      // By a clock that jumps to and fro no interval can be told; that has a finding of its own.
      const fault = pace === null || log.clock.disordered ? null : faultOf(track, pace, log.lostLines);
      return fault === null ? [] : [fault];
    });
}

function faultOf(track: MetricTrack, pace: Pace, lostLines: number): CadenceFault | null {
  const drift = driftOf(track, pace);
  if (drift !== null) {
    return drift;
  }
  const median = pace.gaps.median();
  if (median !== null && pace.gaps.intervals >= fewestIntervals && median > longestUsual(pace)) {
    return { track, pace, median, kind: "rare" };
  }
  const tooLong = pace.gaps.longest(pace.now).length > longestSingle(pace);
  // A line that cannot be read may have held the value; that line has a finding of its own.
  return tooLong && gapCount(track, pace) > lostLines ? { track, pace, median, kind: "gaps" } : null;
}

/** A metric that was in time until the run was resumed, and has come too rarely since. */
function driftOf(track: MetricTrack, pace: Pace): CadenceFault | null {
  const { before, since } = pace.gaps.aroundRewind();
  const limit = longestUsual(pace);
  if (before === null || since === null || Math.min(before.intervals, since.intervals) < fewestIntervals) {
    return null;
  }
  return before.median <= limit && since.median > limit ? { track, pace, median: since.median, kind: "drift" } : null;
}

/** How many values were left out: of batches all, of a rarer metric at least one for each interval that is too long. */
export function gapCount(track: MetricTrack, pace: Pace): number {
  if (track.rule.every.kind === "batch") {
    return Math.max(1, Math.round(pace.gaps.missing(pace.now).count));
  }
  const open = pace.gaps.longest(pace.now).toRow === null;
  return Math.max(1, pace.gaps.longerThan(longestSingle(pace)) + (open ? 1 : 0));
}
