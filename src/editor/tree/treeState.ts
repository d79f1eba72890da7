import { layoutTree, type TreeGrouping, type TreeLayout, type TreeNode, type TreeSort } from "./treeLayout.ts";
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
      const isNew = textOf(this.#runs.get(run.log)) !== textOf(run);
      this.#runs.set(run.log, run);
      return isNew;
    });
    return gone.length === 0 && changed.length === 0 ? null : this.#lay();
  }

  /** Shows the list in another way. */
  show(view: Partial<TreeView>): TreeChange | null {
    this.#view = { ...this.#view, ...view };
    return this.#lay();
  }

  #lay(): TreeChange | null {
    const { runs, problem } = filterTree(this.runs, this.#view.filter);
    const before = this.#layout;
    this.#shown = runs.length;
    this.#problem = problem;
    this.#layout = layoutTree(runs, this.#view.grouping, this.#view.sort);
    return difference(before, this.#layout);
  }
}

/** What of a run the list depends on, for comparison. */
function textOf(run: TreeRun | undefined): string {
  return run === undefined ? "" : JSON.stringify({ ...run, settings: [...run.settings] });
}

/** What of a row is drawn. */
function drawn(node: TreeNode): string {
  const look = node.kind === "run" ? [node.run.state, node.run.worst, node.run.percent !== null] : [];
  return JSON.stringify([node.label, node.line, ...look]);
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
  return isMoved || drawn(before) !== drawn(node);
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((id, i) => id === other[i]);
}
