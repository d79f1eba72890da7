import type { TreeRun } from "./treeRun.ts";

/** A group before it has a line: of runs, or of groups and runs. */
export interface TreeGroup {
  readonly id: string;
  readonly label: string;
  readonly members: readonly TreeMember[];
}

/** A run with what it is called where it stands. */
export interface TreeLeaf {
  readonly run: TreeRun;
  readonly label: string;
}

export type TreeMember = TreeGroup | TreeLeaf;
