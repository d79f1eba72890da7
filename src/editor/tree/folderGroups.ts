import type { TreeGroup, TreeLeaf, TreeMember } from "./treeMember.ts";
import type { TreeRun } from "./treeRun.ts";

interface Folder {
  readonly folders: Map<string, Folder>;
  readonly runs: TreeLeaf[];
}

/**
 * Runs in the folders that hold them. A folder that holds a single one is no group: the two share a row, so that a list
 * of few runs stays a plain list.
 */
export function folderGroups(runs: readonly TreeRun[]): readonly TreeMember[] {
  const root: Folder = { folders: new Map(), runs: [] };
  for (const run of runs) {
    const parts = run.place.split("/").slice(0, -1);
    const folder = parts.reduce(folderIn, root);
    folder.runs.push({ run, label: run.name });
  }
  // What all runs are below says nothing.
  const { folder, path } = common(root, "");
  return membersOf(folder, path);
}

function folderIn(parent: Folder, name: string): Folder {
  const present = parent.folders.get(name);
  const folder = present ?? { folders: new Map<string, Folder>(), runs: [] };
  parent.folders.set(name, folder);
  return folder;
}

/** The innermost folder that holds all runs, with its path. */
function common(folder: Folder, path: string): { readonly folder: Folder; readonly path: string } {
  const [inner] = folder.folders;
  const isOnly = inner !== undefined && folder.folders.size === 1 && folder.runs.length === 0;
  return isOnly ? common(inner[1], `${path}/${inner[0]}`) : { folder, path };
}

function membersOf(folder: Folder, path: string): readonly TreeMember[] {
  return [...folder.runs, ...[...folder.folders].map(([name, inner]) => memberOf(inner, name, `${path}/${name}`))];
}

/** A folder with one member alone is shown as that member, called by both names. */
function memberOf(folder: Folder, name: string, path: string): TreeMember {
  const members = membersOf(folder, path);
  const [first] = members;
  if (first !== undefined && members.length === 1) {
    return { ...first, label: `${name}/${first.label}` } satisfies TreeGroup | TreeLeaf;
  }
  return { id: `group:${path}`, label: name, members };
}
