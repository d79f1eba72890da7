import { orRelax } from "../texts/advice.ts";
import { gapCount, type CadenceFault } from "./cadence.ts";
import type { CheckedLog } from "../measure/checkedLog.ts";
import { sayEvery } from "../model/every.ts";
import type { Finding, RelatedPlace, Severity } from "../model/finding.ts";
import type { Gap } from "../measure/gapStats.ts";
import { runningSteps } from "../../series/runningSteps.ts";
import { lowerBound } from "../../series/lowerBound.ts";
import type { MetricTrack } from "../measure/metricTrack.ts";
import { longestUsual, type Pace } from "../measure/pace.ts";
import { grouped, measured } from "../texts/sentences.ts";
import { counted, t } from "../../l10n.ts";

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
  const { metric, rule } = track;
  const gap = pace.gaps.longest(pace.now);
  return {
    code: "cadence",
    severity: "warning",
    metric,
    line: lineOf(log, gap.fromRow),
    column: null,
    count: pace.gaps.longerThan(longestUsual(pace)),
    message: t(
      "{0} is logged every {1} (median): the contract asks for it {2}{3}; the longest interval is {4}, from line {5}{6}. Log it more often, or {7}.",
      ...[metric, lengthText(median ?? 0, pace), sayEvery(rule.every), intervalText(track, pace)],
      ...[manyText(gap.length, pace), lineText(log, gap.fromRow), untilText(log, gap), orRelax(log.contract)],
    ),
    related: gapEnds(log, track, gap),
  };
}

function driftFinding(log: CheckedLog, { track, pace, median }: CadenceFault): Finding {
  const { metric, rule } = track;
  const { before, since } = pace.gaps.aroundRewind();
  const line = lineOf(log, log.clock.backs.lastRow);
  return {
    code: "cadence",
    severity: "warning",
    metric,
    line,
    column: null,
    count: since?.intervals ?? 1,
    message: t(
      "{0} is logged every {1} (median) since the run was resumed at line {2}, and every {3} before: the contract asks for it {4}{5}. Resume the run with the logging interval that it had, or {6}.",
      ...[metric, lengthText(median ?? 0, pace), grouped(line), lengthText(before?.median ?? 0, pace)],
      ...[sayEvery(rule.every), intervalText(track, pace), orRelax(log.contract)],
    ),
    related: gapEnds(log, track, pace.gaps.longest(pace.now)),
  };
}

/** Single batches without a metric that each batch should have. */
function batchGaps(log: CheckedLog, { track, pace }: CadenceFault): Finding {
  const { first } = pace.gaps.missing(pace.now);
  const count = gapCount(track, pace);
  const line = lineOf(log, first === null ? 0 : dueRow(log, first, pace));
  const expected = Math.max(pace.covered, 1);
  const share = count / expected;
  const severity: Severity = share >= noticeableShare ? "warning" : "information";
  return {
    code: "cadence",
    severity,
    metric: track.metric,
    line,
    column: null,
    count,
    message: t(
      "{0} is left out of {1} of {2}, first at line {3}: the contract asks for it every batch. Log it with every batch, or {4}.",
      ...[track.metric, counted(count, ["{0} batch", "{0} batches"]), grouped(expected), grouped(line)],
      orRelax(log.contract),
    ),
  };
}

/** Intervals in which a value was left out, of a metric that is usually in time. */
function intervalGaps(log: CheckedLog, { track, pace }: CadenceFault): Finding {
  const gap = pace.gaps.longest(pace.now);
  const open = gap.toRow === null;
  const count = gapCount(track, pace);
  const line = lineOf(log, dueRow(log, gap, pace));
  const harmless = !open && gap.length <= longGap * pace.interval && count < noticeableShare * pace.gaps.intervals;
  return {
    code: "cadence",
    severity: harmless ? "information" : "warning",
    metric: track.metric,
    line,
    column: null,
    count,
    message: t(
      open
        ? "{0} was due at line {1} and has not come since: the contract asks for it {2}{3}, and {4} have gone by since line {5}{6}{7}. See why it was not logged there, or {8}."
        : "{0} was due at line {1} and did not come: the contract asks for it {2}{3}, and the longest interval is {4}, from line {5}{6}{7}. See why it was not logged there, or {8}.",
      ...[track.metric, grouped(line), sayEvery(track.rule.every), intervalText(track, pace)],
      ...[manyText(gap.length, pace), lineText(log, gap.fromRow), untilText(log, gap)],
      count > 1 ? t("; {0} intervals are too long", grouped(count)) : "",
      orRelax(log.contract),
    ),
    related: gapEnds(log, track, gap),
  };
}

/** How long an interval is that may be of one step or batch. */
function lengthText(length: number, { unit }: Pace): string {
  return unit === "step" ? counted(length, ["{0} step", "{0} steps"]) : counted(length, ["{0} batch", "{0} batches"]);
}

/** How long a longer interval is. */
function manyText(length: number, { unit }: Pace): string {
  return unit === "step" ? t("{0} steps", measured(length)) : t("{0} batches", measured(length));
}

/** An interval in epochs, in the unit that it was counted by. */
function intervalText({ rule }: MetricTrack, pace: Pace): string {
  return rule.every.kind === "epochs" ? ` (${manyText(pace.interval, pace)})` : "";
}

function untilText(log: CheckedLog, gap: Gap): string {
  return gap.toRow === null ? "" : t(" to line {0}", lineText(log, gap.toRow));
}

/** A line, with the epoch that its record is of. */
function lineText({ table, contract }: CheckedLog, row: number): string {
  const epochs = table.column(contract.names.epoch);
  const at = epochs === undefined ? -1 : lowerBound(epochs.rows, Math.max(0, row) + 1) - 1;
  const epoch = at < 0 ? undefined : epochs?.values[at];
  const line = grouped(table.lineOf(Math.max(0, row)));
  return epoch === undefined || !Number.isFinite(epoch) ? line : t("{0} (epoch {1})", line, measured(epoch));
}

/** The values on either side of a gap, as far as there are any. */
function gapEnds(log: CheckedLog, { metric }: MetricTrack, { fromRow, toRow }: Gap): readonly RelatedPlace[] {
  const rows = log.table.column(metric)?.rows;
  const before = rows?.[lowerBound(rows, fromRow)] === fromRow;
  return [
    ...(before ? [{ line: lineOf(log, fromRow), message: t("the last {0} before the longest interval", metric) }] : []),
    ...(toRow === null
      ? []
      : [{ line: lineOf(log, toRow), message: t("the {0} that ends the longest interval", metric) }]),
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
