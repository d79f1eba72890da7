import type { TreeRun } from "../../../../src/editor/tree/treeRun.ts";

/** The same for all: a list takes settings for others where they are another object. */
const noSettings: TreeRun["settings"] = new Map();

/** A run that has ended, called by the last part of its log's path, with what a test changes in it. */
export function endedRun(run: string, changes: Partial<TreeRun> = {}): TreeRun {
  return {
    log: `/work/${run}/metrics.jsonl`,
    run,
    place: run,
    name: run.split("/").at(-1) ?? run,
    state: "ended",
    percent: null,
    settings: noSettings,
    bestVal: 0.5,
    lastTrain: 0.4,
    records: 100,
    clock: "epoch",
    position: 20,
    findings: 0,
    worst: null,
    lastGrowth: 1,
    ...changes,
  };
}
