import type { Cell } from "../../sweep/filter/expression.ts";
import { readFilter } from "../../sweep/filter/filter.ts";
import { treeLoss, treeStateName, type TreeRun } from "./treeRun.ts";

/** What a filter leaves in the list. */
export interface Filtered {
  readonly runs: readonly TreeRun[];
  /** What is wrong with the filter, in a sentence; then it leaves all runs in. */
  readonly problem: string | null;
}

/** What a filter may name besides the settings. */
const columns = {
  run: (run: TreeRun): Cell => run.run,
  state: (run: TreeRun): Cell => run.state,
  loss: (run: TreeRun): Cell => treeLoss(run),
  records: (run: TreeRun): Cell => run.records,
  findings: (run: TreeRun): Cell => run.findings,
} as const;

/**
 * Reads a filter as the table of runs does: plain words, looked for in folders, names, settings and states, or an
 * expression such as `lr > 0.01 && state == "ended"`.
 */
export function filterTree(runs: readonly TreeRun[], text: string): Filtered {
  const names = new Set([...Object.keys(columns), ...runs.flatMap(({ settings }) => [...settings.keys()])]);
  const filter = readFilter(text, names);
  if (!filter.ok) {
    return { runs, problem: filter.message };
  }
  const passes = filter.over({
    cells: (name) => runs.map((run) => cellOf(run, name)),
    texts: text === "" ? [] : runs.map(textOf),
  });
  return { runs: runs.filter((_, row) => passes(row)), problem: null };
}

function cellOf(run: TreeRun, name: string): Cell {
  const own = run.settings.get(name);
  if (own !== undefined) {
    return own;
  }
  return Object.hasOwn(columns, name) ? columns[name as keyof typeof columns](run) : null;
}

function textOf({ run, state, settings }: TreeRun): string {
  const said = [...settings].map(([key, value]) => `${key} ${String(value)} ${key}=${String(value)}`);
  return [run, state, treeStateName(state), ...said].join(" ").toLowerCase();
}
