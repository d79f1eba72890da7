import type { LostSince } from "../../contract/measure/runOutcome.ts";
import { t } from "../../l10n.ts";
import type { RunStatus } from "../../protocol/worker.ts";
import { stateName, runStates, type RunState } from "../../run/runState.ts";
import type { SettingValue } from "../../sweep/table/sweepRow.ts";

/** Settings by flattened key, in the order of their file. */
export type TreeSettings = ReadonlyMap<string, SettingValue>;

/** How a run stands in the list: its state, or why it has none. */
export type TreeState = RunState | "gone" | "unreadable" | "reading";

/** A run as the list needs it: plain data, so that it can be compared with what is shown. */
export interface TreeRun {
  /** Path of the log: the run's identity. */
  readonly log: string;
  /** Its whole name: folders joined with `/`. */
  readonly run: string;
  /** Where it stands among the folders: as its name, but where its tool gave it that. */
  readonly place: string;
  /** What it is called among the runs of its folder. */
  readonly name: string;
  readonly state: TreeState;
  /** Part of a long read, in whole percent; null where none is under way. */
  readonly percent: number | null;
  readonly settings: TreeSettings;
  readonly bestVal: number | null;
  readonly lastTrain: number | null;
  readonly records: number;
  readonly clock: RunStatus["clock"];
  /** Last epoch, step or record. */
  readonly position: number | null;
  /** Since when its training loss says nothing any more; null of a run that has one. */
  readonly lostSince?: LostSince | null;
  /** As the Problems panel counts them. */
  readonly findings: number;
  readonly worst: "error" | "warning" | null;
  /** Milliseconds since 1970; null where nobody knows. */
  readonly lastGrowth: number | null;
}

export interface TreeSource {
  readonly log: string;
  readonly run: string;
  readonly place: string;
  readonly name: string;
  readonly status: RunStatus | null;
  readonly settings: TreeSettings;
}

/** What the list shows of a run. When it was read last is not part of it: an idle run stays as it is. */
export function treeRun({ log, run, place, name, status, settings }: TreeSource): TreeRun {
  const findings = status?.findings ?? [];
  const has = (severity: "error" | "warning"): boolean => findings.some((finding) => finding.severity === severity);
  const progress = status?.progress ?? null;
  return {
    ...{ log, run, place, name, settings },
    state: stateOf(status),
    percent: progress === null ? null : Math.floor(100 * progress),
    bestVal: status?.losses.bestVal ?? null,
    lastTrain: status?.losses.lastTrain ?? null,
    records: status?.records ?? 0,
    clock: status?.clock ?? "record",
    position: status?.last ?? null,
    lostSince: status?.lostSince ?? null,
    findings: findings.filter((finding) => finding.severity !== "hint" && !isOfFolder(finding)).length,
    worst: has("error") ? "error" : has("warning") ? "warning" : null,
    lastGrowth: status?.lastGrowth ?? null,
  };
}

/** Whether a finding is of all runs of a folder, and stands at one of them only because it must stand somewhere. */
function isOfFolder(finding: RunStatus["findings"][number]): boolean {
  return finding.code === "no-contract" && finding.facts.loss !== null && (finding.facts.others ?? 0) > 0;
}

function stateOf(status: RunStatus | null): TreeState {
  if (typeof status?.lastRead !== "number") {
    return "reading";
  }
  if (status.gone) {
    return "gone";
  }
  return status.life?.state ?? (status.findings.some(({ code }) => code === "unreadable") ? "unreadable" : "reading");
}

/** The worst first; what is not known yet comes last. */
const order: readonly TreeState[] = ["unreadable", ...runStates, "gone", "reading"];

/** Place of a state in the order of states, the worst first. */
export function stateRank(state: TreeState): number {
  return order.indexOf(state);
}

/** What a state is called. */
export function treeStateName(state: TreeState): string {
  switch (state) {
    case "gone":
      return t("the log was deleted");
    case "unreadable":
      return t("unreadable");
    case "reading":
      return t("reading…");
    default:
      return stateName(state);
  }
}

/** The loss that runs are compared by: the best validation loss, else the last training loss; none of a run that lost its. */
export function treeLoss({ state, bestVal, lastTrain }: TreeRun): number | null {
  return state === "diverged" || state === "nan" ? null : (bestVal ?? lastTrain);
}
