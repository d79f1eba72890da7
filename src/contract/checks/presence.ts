import type { LogTable } from "../../log/columns/columns.ts";
import { aliasFor, Aliases } from "../model/alias.ts";
import { builtInContract, builtInRole } from "../model/builtIn.ts";
import type { CheckedLog } from "../measure/checkedLog.ts";
import type { Cadence } from "../model/cadence.ts";
import { roleNames, type Role } from "../../series/roles/role.ts";
import type { Finding, RelatedPlace, Severity } from "../model/finding.ts";
import type { MetricTrack } from "../measure/metricTrack.ts";
import { isLoss, paceOf, type Pace } from "../measure/pace.ts";
import { elsewhereFindings, elsewhereIn, type Elsewhere } from "./otherLogs.ts";
import type { Covered, MissingFacts } from "../model/findingFacts.ts";

/** Where nothing tells how long an interval is, a metric that has not come in so many batches or epochs may be missing. */
const manyBatches = 2000;
const manyEpochs = 5;

/** How sure it is that a metric should have been logged by now. */
interface Due {
  readonly severity: Severity;
  /** What has gone by without it. */
  readonly during: Covered;
  /** The clock that is not logged, so that nothing tells when the metric is due; else null. */
  readonly without: string | null;
}

/** Metrics of the contract that were never logged although their first interval is over. */
export function checkPresence(log: CheckedLog): Finding[] {
  const follows = new Map<MetricTrack, boolean>();
  const absent = [...log.tracks.values()].filter(
    (track) => track.count === 0 && !followsFromSource(log, track, follows),
  );
  const elsewhereOf = elsewhereIn(log.folder, log.contract);
  const derived = derivedIn(log);
  const elsewhere: Elsewhere[] = [];
  let aliases: Aliases | null = null;
  const aliasOf = (metric: string): string | null => {
    aliases ??= new Aliases(numberKeys(log), log.contract);
    return aliases.of(metric);
  };
  const missing = absent.flatMap((track) => {
    const due = dueOf(log, track);
    const other = due === null ? null : elsewhereOf(track.metric);
    if (other !== null) {
      elsewhere.push(other);
    }
    return due === null || other !== null ? [] : [findingOf(log, track, { ...due, aliasOf, derived })];
  });
  return [...missing, ...elsewhereFindings(elsewhere), ...checkNames(log)];
}

/** Parts that mostly come with every batch; the others may come late, or be rare. */
const early: readonly Role[] = ["trainLoss", "step", "epoch", "time", "learningRate"];

/** Names that the contract's file gives to parts of the analysis, which no record holds; its metrics are checked anyway. */
function checkNames(log: CheckedLog): Finding[] {
  const { contract, clock, table } = log;
  return roleNames.flatMap((role) => {
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
        facts: { kind: "role", role, during: recordsOf(log), alias },
        ...(alias === null ? {} : { related: firstOf(log, alias) }),
      },
    ];
  });
}

/**
 * A derivable metric is not missing where its source is logged, and where that is asked for too, no more than it. Of
 * metrics that are derived from one another in a circle, none speaks for the others. `known`: what was found for metrics
 * on the way, so that a long chain is walked once.
 */
function followsFromSource(
  { tracks, table }: CheckedLog,
  track: MetricTrack,
  known: Map<MetricTrack, boolean>,
): boolean {
  const passed = new Set<MetricTrack>();
  let at = track;
  let follows: boolean | undefined;
  while (follows === undefined) {
    const from = at.rule.derive?.from;
    const source = from === undefined ? undefined : tracks.get(from);
    if (from !== undefined && isLogged(table, from)) {
      follows = true;
    } else if (source === undefined) {
      follows = at !== track;
    } else {
      passed.add(at);
      at = source;
      follows = passed.has(at) ? false : known.get(at);
    }
  }
  for (const one of passed) {
    known.set(one, follows);
  }
  return follows;
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
    return due ? { severity: "warning", during: recordsOf(log), without: null } : null;
  }
  const pace = paceOf(log, track);
  if (pace !== null && pace.covered > pace.interval * 1.1 + 2 * pace.stride) {
    return { severity: "warning", during: coveredBy(log, every, pace), without: null };
  }
  return uncertainlyDue(log, every);
}

function recordsOf({ clock }: CheckedLog): Covered {
  return { amount: clock.records, unit: "record" };
}

/** What the log covers, in epochs for a metric that is due by epochs. */
function coveredBy({ clock }: CheckedLog, every: Cadence, pace: Pace): Covered {
  const epochs = clock.batchesPerEpoch.epochs();
  return every.kind === "epochs" && epochs > 0
    ? { amount: epochs, unit: "epoch" }
    : { amount: pace.covered, unit: pace.unit };
}

function uncertainlyDue(log: CheckedLog, every: Cadence): Due | null {
  const { clock, contract } = log;
  const byEpochs = every.kind === "epochs" && !clock.epochSeen && clock.batches >= manyBatches;
  const bySteps = every.kind === "steps" && !clock.stepSeen && clock.batchesPerEpoch.epochs() >= manyEpochs;
  if (!byEpochs && !bySteps) {
    return null;
  }
  const without = byEpochs ? contract.names.epoch : contract.names.step;
  return { severity: "information", during: recordsOf(log), without };
}

/** What looks at the keys of the log. */
interface Asked {
  /** The key that looks like a metric; null where there is none. */
  readonly aliasOf: (metric: string) => string | null;
  /** The first logged metric that is derived from another one, by the name of that. */
  readonly derived: ReadonlyMap<string, MetricTrack>;
}

function derivedIn({ tracks }: CheckedLog): ReadonlyMap<string, MetricTrack> {
  const derived = new Map<string, MetricTrack>();
  for (const track of tracks.values()) {
    const from = track.rule.derive?.from;
    if (from !== undefined && track.count > 0 && !derived.has(from)) {
      derived.set(from, track);
    }
  }
  return derived;
}

function findingOf(log: CheckedLog, track: MetricTrack, due: Due & Asked): Finding {
  const facts = factsOf(log, track, due);
  const alias = facts.kind === "never" ? facts.alias : null;
  return {
    code: "missing-metric",
    severity: due.severity,
    metric: track.metric,
    line: null,
    column: null,
    count: 1,
    facts,
    ...(alias === null ? {} : { related: firstOf(log, alias) }),
  };
}

function factsOf(
  log: CheckedLog,
  track: MetricTrack,
  { during, without, aliasOf, derived }: Due & Asked,
): MissingFacts {
  const { metric, rule } = track;
  const asked = { every: rule.every, written: log.contract.written, during, without };
  const values = log.table.column(metric)?.texts ?? 0;
  if (values > 0) {
    return { kind: "text", ...asked, values };
  }
  const alias = aliasOf(metric);
  const source = alias === null ? divisible(derived.get(metric)) : null;
  return { kind: "never", ...asked, alias, role: builtInRole(metric) ?? null, source };
}

/** Where a key that looks like the metric is first logged. */
function firstOf({ table }: CheckedLog, alias: string): readonly RelatedPlace[] {
  const row = table.column(alias)?.rows[0];
  return row === undefined ? [] : [{ line: table.lineOf(row), facts: { kind: "firstOf", metric: alias } }];
}

/** A metric that is logged and that the contract derives from this one. */
function divisible(other: MetricTrack | undefined): { metric: string; scale: number } | null {
  return other === undefined ? null : { metric: other.metric, scale: other.rule.derive?.scale ?? 1 };
}
