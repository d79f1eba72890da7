import { gapCount, type CadenceFault } from "./cadence.ts";
import type { CheckedLog } from "../measure/checkedLog.ts";
import type { Finding, RelatedPlace, Severity } from "../model/finding.ts";
import type { Gap } from "../measure/gapStats.ts";
import { runningSteps } from "../../series/clock/runningSteps.ts";
import { lowerBound } from "../../series/lowerBound.ts";
import type { MetricTrack } from "../measure/metricTrack.ts";
import { longestUsual, type Pace } from "../measure/pace.ts";
import type { AskedInterval, LongestInterval, RecordPlace } from "../model/findingFacts.ts";

/** Below this share of values that are left out, it is worth knowing but does not spoil an analysis. */
const noticeableShare = 0.01;
/** A single gap of so many intervals does. */
const longGap = 3;

/** The finding of a metric whose cadence is too low; once-an-epoch logging has a finding of its own. */
export function cadenceFinding(log: CheckedLog, fault: CadenceFault): Finding {
  if (fault.kind === "rare") {
    return rareFinding(log, fault);
  }
  if (fault.kind === "drift") {
    return driftFinding(log, fault);
  }
  return fault.track.rule.every.kind === "batch" ? batchGaps(log, fault) : intervalGaps(log, fault);
}

function rareFinding(log: CheckedLog, { track, pace, median }: CadenceFault): Finding {
  const gap = pace.gaps.longest(pace.now);
  return {
    code: "cadence",
    severity: "warning",
    metric: track.metric,
    line: lineOf(log, gap.fromRow),
    column: null,
    count: pace.gaps.longerThan(longestUsual(pace)),
    facts: { kind: "rare", ...askedOf(log, track, pace), median: median ?? 0, longest: longestOf(log, gap) },
    related: gapEnds(log, track, gap),
  };
}

function driftFinding(log: CheckedLog, { track, pace, median }: CadenceFault): Finding {
  const { before, since } = pace.gaps.aroundRewind();
  return {
    code: "cadence",
    severity: "warning",
    metric: track.metric,
    line: lineOf(log, log.clock.backs.lastRow),
    column: null,
    count: since?.intervals ?? 1,
    facts: { kind: "drift", ...askedOf(log, track, pace), median: median ?? 0, before: before?.median ?? 0 },
    related: gapEnds(log, track, pace.gaps.longest(pace.now)),
  };
}

/** Single batches without a metric that each batch should have. */
function batchGaps(log: CheckedLog, { track, pace }: CadenceFault): Finding {
  const { first } = pace.gaps.missing(pace.now);
  const count = gapCount(track, pace);
  const expected = Math.max(pace.covered, 1);
  const severity: Severity = count / expected >= noticeableShare ? "warning" : "information";
  return {
    code: "cadence",
    severity,
    metric: track.metric,
    line: lineOf(log, first === null ? 0 : dueRow(log, first, pace)),
    column: null,
    count,
    facts: { kind: "batches", every: track.rule.every, written: log.contract.written, expected },
  };
}

/** Intervals in which a value was left out, of a metric that is usually in time. */
function intervalGaps(log: CheckedLog, { track, pace }: CadenceFault): Finding {
  const gap = pace.gaps.longest(pace.now);
  const open = gap.toRow === null;
  const count = gapCount(track, pace);
  const harmless = !open && gap.length <= longGap * pace.interval && count < noticeableShare * pace.gaps.intervals;
  return {
    code: "cadence",
    severity: harmless ? "information" : "warning",
    metric: track.metric,
    line: lineOf(log, dueRow(log, gap, pace)),
    column: null,
    count,
    facts: { kind: "gaps", ...askedOf(log, track, pace), longest: longestOf(log, gap) },
    related: gapEnds(log, track, gap),
  };
}

function askedOf({ contract }: CheckedLog, { rule }: MetricTrack, { unit, interval }: Pace): AskedInterval {
  const { every } = rule;
  return { every, written: contract.written, unit, interval: every.kind === "epochs" ? interval : null };
}

function longestOf(log: CheckedLog, { length, fromRow, toRow }: Gap): LongestInterval {
  return { length, from: placeOf(log, fromRow), to: toRow === null ? null : placeOf(log, toRow) };
}

/** The line of a record and the epoch that it is of. */
function placeOf({ table, contract }: CheckedLog, row: number): RecordPlace {
  const epochs = table.column(contract.names.epoch);
  const at = epochs === undefined ? -1 : lowerBound(epochs.rows, Math.max(0, row) + 1) - 1;
  const epoch = at < 0 ? undefined : epochs?.values[at];
  const known = epoch !== undefined && Number.isFinite(epoch);
  return { line: table.lineOf(Math.max(0, row)), epoch: known ? epoch : null };
}

/** The values on either side of a gap, as far as there are any. */
function gapEnds(log: CheckedLog, { metric }: MetricTrack, gap: Gap): readonly RelatedPlace[] {
  const { fromRow, fromValue, toRow } = gap;
  return [
    ...(fromValue ? [{ line: lineOf(log, fromRow), facts: { kind: "beforeInterval", metric } as const }] : []),
    ...(toRow === null ? [] : [{ line: lineOf(log, toRow), facts: { kind: "afterInterval", metric } as const }]),
  ];
}

/** The record in which a value was due that did not come. */
function dueRow(log: CheckedLog, gap: Gap, pace: Pace): number {
  const names = log.contract.names;
  const bySteps = pace.unit === "step";
  const column = bySteps ? runningSteps(log.table, names) : log.table.column(names.trainLoss);
  const end = gap.toRow ?? log.table.records;
  const first = column === undefined ? 0 : lowerBound(column.rows, gap.fromRow + 1);
  let passed = 0;
  let before = column?.values[first - 1] ?? gap.from;
  for (let at = first; at < (column?.rows.length ?? 0); at += 1) {
    const row = column?.rows[at] ?? end;
    const now = column?.values[at] ?? before;
    passed += bySteps && now >= before ? now - before : 1;
    before = now;
    if (row >= end) {
      break;
    }
    if (passed >= pace.interval) {
      return row;
    }
  }
  return Math.max(0, gap.fromRow);
}

function lineOf(log: CheckedLog, row: number): number {
  return log.table.lineOf(Math.max(0, row));
}
