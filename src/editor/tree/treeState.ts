import {
  layoutTree,
  patchTree,
  type TreeGrouping,
  type TreeLayout,
  type TreeNode,
  type TreeSort,
} from "./treeLayout.ts";
import type { TreeRun } from "./treeRun.ts";
import { filterTree } from "./treeFilter.ts";

/** What has to be drawn again: everything, or some rows by id, each with what is below it. */
export type TreeChange = { readonly kind: "all" } | { readonly kind: "rows"; readonly ids: readonly string[] };

/** How the person wants the list. */
export interface TreeView {
  readonly grouping: TreeGrouping;
  readonly sort: TreeSort;
  readonly filter: string;
}

const empty: TreeLayout = { roots: [], nodes: new Map() };

/**
 * The list of runs as it is shown. Invariant: a row is said to have changed only where a person would see a difference,
 * so that a list of idle runs is drawn once.
 */
export class TreeState {
  #view: TreeView;
  readonly #runs = new Map<string, TreeRun>();
  #layout = empty;
  #shown = 0;
  #problem: string | null = null;

  constructor(view: TreeView) {
    this.#view = view;
  }

  get layout(): TreeLayout {
    return this.#layout;
  }

  get view(): TreeView {
    return this.#view;
  }

  get runs(): readonly TreeRun[] {
    return [...this.#runs.values()];
  }

  /** Runs that pass the filter. */
  get shown(): number {
    return this.#shown;
  }

  /** What is wrong with the filter; null where nothing is. */
  get problem(): string | null {
    return this.#problem;
  }

  node(id: string): TreeNode | undefined {
    return this.#layout.nodes.get(id);
  }

  /** Takes new and changed runs, and the logs of those that are gone; null where nobody would see a difference. */
  update(runs: readonly TreeRun[], removed: readonly string[]): TreeChange | null {
    const gone = removed.filter((log) => this.#runs.delete(log));
    const changed = runs.filter((run) => {
      const before = this.#runs.get(run.log);
      this.#runs.set(run.log, run);
      return before === undefined || !sameRun(before, run);
    });
    if (gone.length === 0 && changed.length === 0) {
      return null;
    }
    const isFiltered = this.#view.filter.trim() !== "";
    const patched = gone.length > 0 || isFiltered ? null : patchTree(this.#layout, changed, this.#view.sort);
    return patched === null ? this.#lay() : this.#show(patched);
  }

  /** Shows the list in another way. */
  show(view: Partial<TreeView>): TreeChange | null {
    this.#view = { ...this.#view, ...view };
    return this.#lay();
  }

  #lay(): TreeChange | null {
    const { runs, problem } = filterTree(this.runs, this.#view.filter);
    this.#shown = runs.length;
    this.#problem = problem;
    return this.#show(layoutTree(runs, this.#view.grouping, this.#view.sort));
  }

  #show(layout: TreeLayout): TreeChange | null {
    const before = this.#layout;
    this.#layout = layout;
    return difference(before, layout);
  }
}

/** Whether two moments of a run are the same to the list. */
function sameRun(one: TreeRun, other: TreeRun): boolean {
  const keys = Object.keys(other) as (keyof TreeRun)[];
  return keys.every((key) => Object.is(one[key], other[key]));
}

/** Whether a person would see a difference between two moments of a row. */
function looksTheSame(one: TreeNode, other: TreeNode): boolean {
  return one === other || (one.label === other.label && one.line === other.line && lookOf(one) === lookOf(other));
}

/** What the icon of a run depends on. */
function lookOf(node: TreeNode): string {
  return node.kind === "group" ? "" : `${node.run.state} ${node.run.worst ?? ""} ${node.run.percent === null}`;
}

function difference(before: TreeLayout, after: TreeLayout): TreeChange | null {
  if (!sameList(before.roots, after.roots)) {
    return { kind: "all" };
  }
  const ids = [...after.nodes.values()]
    .filter((node) => isChanged(before.nodes.get(node.id), node))
    .map(({ id }) => id);
  return ids.length === 0 ? null : { kind: "rows", ids };
}

function isChanged(before: TreeNode | undefined, node: TreeNode): boolean {
  // A row that is new comes with its group, whose children are others then.
  if (before === undefined) {
    return false;
  }
  const isMoved = node.kind === "group" && !(before.kind === "group" && sameList(before.children, node.children));
  return isMoved || !looksTheSame(before, node);
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, i) => id === other[i]);
}
