import { aliasFor } from "./alias.ts";
import { builtInRole } from "./builtIn.ts";
import type { CheckedLog } from "./checkedLog.ts";
import type { Cadence } from "./contract.ts";
import { sayEvery } from "./every.ts";
import type { Finding, Severity } from "./finding.ts";
import type { MetricTrack } from "./metricTrack.ts";
import { isLoss, paceOf, type Pace } from "./pace.ts";
import { countOf, grouped, measured } from "./sentences.ts";

/** Where nothing tells how long an interval is, a metric that has not come in so many batches or epochs may be missing. */
const manyBatches = 2000;
const manyEpochs = 5;

/** How sure it is that a metric should have been logged by now, and the sentence that says so. */
interface Due {
  readonly severity: Severity;
  readonly found: string;
}

/** Metrics of the contract that were never logged although their first interval is over. */
export function checkPresence(log: CheckedLog): Finding[] {
  const absent = [...log.tracks.values()].filter((track) => track.count === 0);
  return absent.flatMap((track) => {
    const due = dueOf(log, track);
    return due === null || followsFromSource(log, track) ? [] : [findingOf(log, track, due)];
  });
}

/** A derivable metric is another finding's matter: it lacks nothing where its source is logged, and no more than its source where not. */
function followsFromSource({ tracks, clock }: CheckedLog, track: MetricTrack): boolean {
  const source = tracks.get(track.rule.derive?.from ?? "");
  return source !== undefined && clock.records > 0;
}

/** Null while the run is too young for the metric's first value. */
function dueOf(log: CheckedLog, track: MetricTrack): Due | null {
  const { clock } = log;
  const { every } = track.rule;
  const records = `none of the log's ${countOf(clock.records, "record")} holds it`;
  if (every.kind === "batch") {
    // The record of the first batch may still be on its way, or be written in several parts.
    return clock.batches >= (isLoss(log, track) ? 3 : 2) ? { severity: "warning", found: records } : null;
  }
  const pace = paceOf(log, track);
  if (pace !== null && pace.covered > pace.interval * 1.1 + 2 * pace.stride) {
    return { severity: "warning", found: `${coveredText(log, every, pace)} have gone by without it` };
  }
  return uncertainlyDue(log, track, records);
}

/** What the log covers, in epochs for a metric that is due by epochs. */
function coveredText({ clock }: CheckedLog, every: Cadence, pace: Pace): string {
  const epochs = clock.batchesPerEpoch.epochs();
  if (every.kind === "epochs" && epochs > 0) {
    return `${measured(epochs)} epochs`;
  }
  return `${grouped(pace.covered)} ${pace.unit === "step" ? "steps" : "batches"}`;
}

function uncertainlyDue({ clock, contract }: CheckedLog, { rule }: MetricTrack, records: string): Due | null {
  const { epoch, step } = contract.names;
  if (rule.every.kind === "epochs" && !clock.epochSeen && clock.batches >= manyBatches) {
    return { severity: "information", found: `${records} (it holds no ${epoch}, which would tell when it is due)` };
  }
  if (rule.every.kind === "steps" && !clock.stepSeen && clock.batchesPerEpoch.epochs() >= manyEpochs) {
    return { severity: "information", found: `${records} (it holds no ${step}, which would tell when it is due)` };
  }
  return null;
}

function findingOf(log: CheckedLog, track: MetricTrack, due: Due): Finding {
  const { metric, rule } = track;
  const texts = log.table.column(metric)?.texts ?? 0;
  const never =
    texts === 0
      ? `${metric} is never logged`
      : `${metric} never holds a number (${countOf(texts, "value")} of text or lists)`;
  return {
    code: "missing-metric",
    severity: due.severity,
    metric,
    line: null,
    column: null,
    count: 1,
    message: `${never}: the contract asks for it ${sayEvery(rule.every)}, and ${due.found}. ${adviceFor(log, track, texts)}`,
  };
}

function adviceFor(log: CheckedLog, { metric }: MetricTrack, texts: number): string {
  if (texts > 0) {
    return "Log it as a plain number.";
  }
  const alias = aliasFor(metric, log.table.keys, log.contract);
  if (alias !== null) {
    const role = builtInRole(metric);
    const where =
      role === undefined ? `list it under "metrics"` : `set "names": { "${role}": ${JSON.stringify(alias)} }`;
    return `If ${alias} is the same, ${where} in metrics.contract.json; else log ${metric}.`;
  }
  const derived = [...log.tracks.values()].find((other) => other.rule.derive?.from === metric && other.count > 0);
  if (derived !== undefined) {
    const scale = measured(derived.rule.derive?.scale ?? 1);
    return `It is ${derived.metric} divided by ${scale}, which is logged: log both, or turn the derivation round in the contract.`;
  }
  return "Log it, or take it out of metrics.contract.json.";
}
