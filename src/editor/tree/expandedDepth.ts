import type { TreeLayout } from "./treeLayout.ts";

/** Rows that a side bar has room for. */
const mostRows = 40;

/** How many levels of groups are open at first: as many as leave all rows in sight. */
export function expandedDepth({ roots, nodes }: TreeLayout): number {
  let level: readonly string[] = roots;
  let rows = roots.length;
  for (let depth = 0; ; depth += 1) {
    const inner = level.flatMap((id) => {
      const node = nodes.get(id);
      return node?.kind === "group" ? node.children : [];
    });
    rows += inner.length;
    if (inner.length === 0 || rows > mostRows) {
      return depth;
    }
    level = inner;
  }
}
