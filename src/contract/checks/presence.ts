import type { LogTable } from "../../log/columns/columns.ts";
import { orLeaveOut } from "../texts/advice.ts";
import { aliasFor } from "../model/alias.ts";
import { builtInContract, builtInRole } from "../model/builtIn.ts";
import type { CheckedLog } from "../measure/checkedLog.ts";
import { contractFileName, roles, type Cadence, type Role } from "../model/contract.ts";
import { formatEvery, sayEvery } from "../model/every.ts";
import type { Finding, RelatedPlace, Severity } from "../model/finding.ts";
import type { MetricTrack } from "../measure/metricTrack.ts";
import { isLoss, paceOf, type Pace } from "../measure/pace.ts";
import { elsewhereFindings, findElsewhere, type Elsewhere } from "./otherLogs.ts";
import { grouped, measured } from "../texts/sentences.ts";
import { counted, t } from "../../l10n.ts";

/** Where nothing tells how long an interval is, a metric that has not come in so many batches or epochs may be missing. */
const manyBatches = 2000;
const manyEpochs = 5;

/** How sure it is that a metric should have been logged by now. */
interface Due {
  readonly severity: Severity;
  /** What has gone by without it: "in 20 epochs". */
  readonly during: string;
  /** The clock that the log lacks, so that nothing tells when the metric is due; else null. */
  readonly without: string | null;
}

/** Metrics of the contract that were never logged although their first interval is over. */
export function checkPresence(log: CheckedLog): Finding[] {
  const absent = [...log.tracks.values()].filter((track) => track.count === 0 && !followsFromSource(log, track));
  const elsewhere: Elsewhere[] = [];
  const missing = absent.flatMap((track) => {
    const due = dueOf(log, track);
    const other = due === null ? null : findElsewhere(track.metric, log.folder, log.contract);
    if (other !== null) {
      elsewhere.push(other);
    }
    return due === null || other !== null ? [] : [findingOf(log, track, due)];
  });
  return [...missing, ...elsewhereFindings(elsewhere), ...checkNames(log)];
}

/** Parts that mostly come with every batch; the others may come late, or be rare. */
const early: readonly Role[] = ["trainLoss", "step", "epoch", "time", "learningRate"];

/** Names that the contract's file gives to parts of the analysis, which no record holds; its metrics are checked anyway. */
function checkNames(log: CheckedLog): Finding[] {
  const { contract, clock, table } = log;
  return roles.flatMap((role) => {
    const name = contract.names[role];
    const own = name !== builtInContract.names[role] && !contract.metrics.has(name);
    const atOnce = early.includes(role);
    const due = clock.records >= (atOnce ? 3 : manyBatches);
    if (!own || !due || isLogged(table, name)) {
      return [];
    }
    const usual = builtInContract.names[role];
    const alias = isLogged(table, usual) ? usual : aliasFor(usual, numberKeys(log), contract);
    return [
      {
        code: "missing-metric",
        severity: atOnce ? "warning" : "information",
        metric: name,
        line: null,
        column: null,
        count: 1,
        message:
          t(
            "{0}, the {1} of {2}, is never logged {3}, so nothing plays that part in the analysis.",
            ...[name, role, contractFileName, inRecords(log)],
          ) +
          (alias === null ? "" : t(" {0} looks like it.", alias)) +
          t(" Correct the name there, or log {0}.", name),
        ...(alias === null ? {} : { alias, related: firstOf(log, alias) }),
      },
    ];
  });
}

/**
 * A derivable metric lacks nothing where its source is logged, and where that is asked for too, no more than it. Of
 * metrics that are derived from one another in a circle, none speaks for the others.
 */
function followsFromSource({ tracks, table }: CheckedLog, track: MetricTrack): boolean {
  const passed = new Set<MetricTrack>();
  let at = track;
  while (!passed.has(at)) {
    const from = at.rule.derive?.from;
    if (from !== undefined && isLogged(table, from)) {
      return true;
    }
    const source = from === undefined ? undefined : tracks.get(from);
    if (source === undefined) {
      return at !== track;
    }
    passed.add(at);
    at = source;
  }
  return false;
}

function isLogged(table: LogTable, key: string): boolean {
  return (table.column(key)?.rows.length ?? 0) > 0;
}

/** The keys that hold numbers: a time as text cannot stand for a metric. */
function numberKeys({ table }: CheckedLog): readonly string[] {
  return table.keys.filter((key) => isLogged(table, key));
}

/** Null while the run is too young for the metric's first value. */
function dueOf(log: CheckedLog, track: MetricTrack): Due | null {
  const { clock } = log;
  const { every } = track.rule;
  if (every.kind === "batch") {
    // The record of the first batch may still be on its way, or be written in several parts.
    const due = clock.batches >= (isLoss(log, track) ? 3 : 2);
    return due ? { severity: "warning", during: inRecords(log), without: null } : null;
  }
  const pace = paceOf(log, track);
  if (pace !== null && pace.covered > pace.interval * 1.1 + 2 * pace.stride) {
    return { severity: "warning", during: coveredText(log, every, pace), without: null };
  }
  return uncertainlyDue(log, every);
}

function inRecords({ clock }: CheckedLog): string {
  return counted(clock.records, ["in {0} record", "in {0} records"]);
}

/** What the log covers, in epochs for a metric that is due by epochs. */
function coveredText({ clock }: CheckedLog, every: Cadence, pace: Pace): string {
  const epochs = clock.batchesPerEpoch.epochs();
  if (every.kind === "epochs" && epochs > 0) {
    return t("in {0} epochs", measured(epochs));
  }
  return pace.unit === "step" ? t("in {0} steps", grouped(pace.covered)) : t("in {0} batches", grouped(pace.covered));
}

function uncertainlyDue(log: CheckedLog, every: Cadence): Due | null {
  const { clock, contract } = log;
  const byEpochs = every.kind === "epochs" && !clock.epochSeen && clock.batches >= manyBatches;
  const bySteps = every.kind === "steps" && !clock.stepSeen && clock.batchesPerEpoch.epochs() >= manyEpochs;
  if (!byEpochs && !bySteps) {
    return null;
  }
  const without = byEpochs ? contract.names.epoch : contract.names.step;
  return { severity: "information", during: inRecords(log), without };
}

function findingOf(log: CheckedLog, track: MetricTrack, { severity, during, without }: Due): Finding {
  const { metric, rule } = track;
  const texts = log.table.column(metric)?.texts ?? 0;
  const alias = texts > 0 ? null : aliasFor(metric, numberKeys(log), log.contract);
  const doubt = without === null ? "" : t(", and without {0} nothing tells when it is due", without);
  const asked = sayEvery(rule.every) + doubt;
  const source = alias === null ? divisible(log, track) : undefined;
  return {
    code: "missing-metric",
    severity,
    metric,
    line: null,
    column: null,
    count: 1,
    message:
      texts > 0
        ? counted(
            texts,
            [
              "{1} never holds a number ({0} value of text or lists) {2}: the contract asks for it {3}. Log it as a plain number.",
              "{1} never holds a number ({0} values of text or lists) {2}: the contract asks for it {3}. Log it as a plain number.",
            ],
            ...[metric, during, asked],
          )
        : t("{0} is never logged {1}: the contract asks for it {2}. ", metric, during, asked) +
          (source === undefined ? adviceFor(log, track, alias) : divideText(source)),
    ...(alias === null ? {} : { alias, related: firstOf(log, alias) }),
    ...(texts > 0 || alias !== null || source !== undefined
      ? {}
      : { asked: { every: formatEvery(rule.every), without } }),
  };
}

/** Where a key that looks like the metric is first logged. */
function firstOf({ table }: CheckedLog, alias: string): readonly RelatedPlace[] {
  const row = table.column(alias)?.rows[0];
  return row === undefined ? [] : [{ line: table.lineOf(row), message: t("the first {0}", alias) }];
}

/** A metric that is logged and that the contract derives from this one. */
function divisible({ tracks }: CheckedLog, { metric }: MetricTrack): MetricTrack | undefined {
  return [...tracks.values()].find((other) => other.rule.derive?.from === metric && other.count > 0);
}

function divideText({ metric, rule }: MetricTrack): string {
  return t(
    "It is {0} divided by {1}, which is logged: log both, or turn the derivation round in the contract.",
    metric,
    measured(rule.derive?.scale ?? 1),
  );
}

function adviceFor(log: CheckedLog, { metric }: MetricTrack, alias: string | null): string {
  if (alias === null) {
    return t("Log it, or {0}.", orLeaveOut(log.contract));
  }
  const role = builtInRole(metric);
  return role === undefined
    ? t('If {0} is the same, list it under "metrics" in {1}; else log {2}.', alias, contractFileName, metric)
    : t(
        'If {0} is the same, set "names": {1} in {2}; else log {3}.',
        ...[alias, `{ "${role}": ${JSON.stringify(alias)} }`, contractFileName, metric],
      );
}
