import type { LogTable } from "../../log/columns/columns.ts";
import { emptyFolder } from "../measure/folderFacts.ts";
import { builtInContract, builtInMetrics } from "../model/builtIn.ts";
import { cadenceFaults } from "./cadence.ts";
import type { CheckedLog } from "../measure/checkedLog.ts";
import type { Cadence } from "../model/cadence.ts";
import type { Contract, MetricRule } from "../model/contract.ts";
import { roleNames } from "../../series/roles/role.ts";
import { readRoles } from "../../series/roles/roles.ts";
import { LogReader } from "../measure/logReader.ts";
import type { MetricTrack } from "../measure/metricTrack.ts";

/** Share of the batches that may be without a metric which is still one of every batch. */
const fewMissing = 0.01;
/** A cadence in epochs is one that a person would write: whole epochs, or an epoch in so many parts. */
const partsOfAnEpoch = [1, 2, 3, 4, 5, 8, 10, 16, 20, 32, 50, 100];
const epochTolerance = 0.04;
/** Fewer values do not tell how often a metric is meant to come. */
const fewestValues = 3;

const unbounded = { min: null, max: null, derive: null };

/**
 * The contract that a log keeps: every metric that it holds, as often as it holds it, and the parts that they play.
 * A metric with fewer than three values is left out, as is one that is no number. Ranges and derivations are those of
 * the built-in contract, where the metric is known there. `named`: how the log is read, where a person or a contract says
 * so, and what of that was said.
 */
export function inferContract(table: LogTable, named?: Pick<Contract, "names" | "given">): Contract {
  const { names, given } = named ?? { names: ownNames(table), given: {} };
  const known = builtInMetrics(names);
  const keys = table.keys.filter((key) => (table.column(key)?.rows.length ?? 0) >= fewestValues);
  const rules = keys.map((key): [string, MetricRule] => [key, { ...(known.get(key) ?? unbounded), every: everyStep }]);
  const draft: Contract = { ...builtInContract, names, given, metrics: new Map(rules) };
  const log = readAll(table, draft);
  const metrics = new Map(
    [...log.tracks.values()].map((track) => [track.metric, { ...track.rule, every: inferCadence(log, track) }]),
  );
  return relaxed(table, { ...draft, metrics });
}

/** Stands for the cadence while it is unknown, and has intervals counted in steps. */
const everyStep: Cadence = { kind: "steps", steps: 1 };

function readAll(table: LogTable, contract: Contract): CheckedLog {
  const reader = new LogReader(contract);
  reader.read(table);
  return reader.checked(table, 0, emptyFolder);
}

/** The columns that play the roles by themselves, the built-in names where none does. */
function ownNames(table: LogTable): Contract["names"] {
  const roles = readRoles(table);
  const names = roleNames.map((role) => [role, roles[role]?.column ?? builtInContract.names[role]]);
  return Object.fromEntries(names) as Contract["names"];
}

function inferCadence(log: CheckedLog, track: MetricTrack): Cadence {
  const { clock } = log;
  const { byBatches, bySteps } = track;
  if (byBatches.missing(clock.batches).count <= fewMissing * clock.batches) {
    return batchCadence(log);
  }
  const median = (bySteps ?? byBatches).median() ?? 1;
  return intervalCadence(median, (bySteps === null ? clock.batchesPerEpoch : clock.stepsPerEpoch).ticks());
}

/** Every batch, or what the log has for it: a record an epoch, or one in so many steps. */
function batchCadence({ clock, tracks, contract }: CheckedLog): Cadence {
  const perEpoch = clock.batchesPerEpoch.ticks();
  if (!clock.stepSeen) {
    return perEpoch !== null && perEpoch <= 1 + epochTolerance ? { kind: "epochs", epochs: 1 } : { kind: "batch" };
  }
  const stride = tracks.get(contract.names.trainLoss)?.bySteps?.median() ?? 1;
  return stride <= 1 ? { kind: "batch" } : intervalCadence(stride, clock.stepsPerEpoch.ticks());
}

function intervalCadence(interval: number, perEpoch: number | null): Cadence {
  const epochs = perEpoch === null ? null : wholeEpochs(interval / perEpoch);
  return epochs === null ? { kind: "steps", steps: Math.max(1, Math.ceil(interval)) } : { kind: "epochs", epochs };
}

/** The number of epochs, or the part of one, that an interval is close to; null for an interval that is neither. */
function wholeEpochs(interval: number): number | null {
  const near = (epochs: number): boolean => Math.abs(interval / epochs - 1) <= epochTolerance;
  const whole = Math.max(1, Math.round(interval));
  if (near(whole)) {
    return whole;
  }
  const part = partsOfAnEpoch.find((parts) => near(1 / parts));
  return part === undefined ? null : 1 / part;
}

/** The contract with the cadence of each metric that does not keep to it relaxed to its longest interval. */
function relaxed(table: LogTable, contract: Contract): Contract {
  const log = readAll(table, contract);
  const metrics = new Map(contract.metrics);
  for (const { track, pace } of cadenceFaults(log)) {
    const longest = pace.gaps.longest(pace.now).length;
    const epochs = pace.perEpoch === null ? null : Math.ceil(longest / pace.perEpoch);
    const inEpochs = track.rule.every.kind === "epochs" && epochs !== null;
    const every: Cadence = inEpochs ? { kind: "epochs", epochs } : { kind: "steps", steps: Math.ceil(longest) };
    metrics.set(track.metric, { ...track.rule, every });
  }
  return { ...contract, metrics };
}
