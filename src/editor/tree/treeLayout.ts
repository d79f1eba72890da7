import { inNameOrder } from "../../nameOrder.ts";
import type { SettingValue } from "../../sweep/table/sweepRow.ts";
import { designOf } from "../../sweep/table/design.ts";
import { folderGroups } from "./folderGroups.ts";
import { groupLine, runLine, settingText } from "./treeText.ts";
import type { TreeLeaf, TreeMember } from "./treeMember.ts";
import { stateRank, treeLoss, type TreeRun } from "./treeRun.ts";

/** What runs are put together by: their folders, what they differ in apart from their seeds, one setting, or nothing. */
export type TreeGrouping =
  { readonly by: "folder" | "configuration" | "nothing" } | { readonly by: "setting"; readonly key: string };

export type TreeSort = "state" | "name" | "time" | "loss";

interface TreeRow {
  readonly id: string;
  readonly label: string;
  /** What stands next to the label. */
  readonly line: string;
  /** The group around it; null for a first row. */
  readonly parent: string | null;
}

interface TreeGroupNode extends TreeRow {
  readonly kind: "group";
  readonly children: readonly string[];
  /** How many groups are around it. */
  readonly depth: number;
}

interface TreeRunNode extends TreeRow {
  readonly kind: "run";
  readonly run: TreeRun;
  /** Settings in which the runs around it differ. */
  readonly differing: readonly string[];
}

/** A row of the list. */
export type TreeNode = TreeGroupNode | TreeRunNode;

/** The rows of the list: the first ones in order, and all of them by id. */
export interface TreeLayout {
  readonly roots: readonly string[];
  readonly nodes: ReadonlyMap<string, TreeNode>;
}

/** Lays out the list: groups, the order in each, and the line of every row. */
export function layoutTree(runs: readonly TreeRun[], grouping: TreeGrouping, sort: TreeSort): TreeLayout {
  const nodes = new Map<string, TreeNode>();
  const roots = place(membersOf(runs, grouping), { sort, nodes, depth: 0, parent: null });
  return { roots, nodes };
}

function membersOf(runs: readonly TreeRun[], grouping: TreeGrouping): readonly TreeMember[] {
  switch (grouping.by) {
    case "folder":
      return folderGroups(runs);
    case "nothing":
      return leaves(runs);
    case "configuration":
      return groupsBy(runs, designOf(runs).varying, shortValue);
    case "setting":
      return groupsBy(runs, [grouping.key], (key, value) => `${key} = ${settingText(value)}`);
  }
}

/** The runs of each combination of values; runs that have none of the settings stand by themselves. */
function groupsBy(
  runs: readonly TreeRun[],
  keys: readonly string[],
  textOf: (key: string, value: SettingValue) => string,
): readonly TreeMember[] {
  const groups = new Map<string, TreeRun[]>();
  for (const run of runs) {
    const label = keys
      .flatMap((key) => {
        const value = run.settings.get(key);
        return value === undefined ? [] : [textOf(key, value)];
      })
      .join(", ");
    const group = groups.get(label) ?? [];
    groups.set(label, group);
    group.push(run);
  }
  return [...groups].flatMap(([label, own]): readonly TreeMember[] =>
    label === "" ? leaves(own) : [{ id: `group:${label}`, label, members: leaves(own) }],
  );
}

/** A side bar is narrow: a text such as an architecture's name speaks for itself. */
function shortValue(key: string, value: SettingValue): string {
  const text = settingText(value);
  return typeof value === "string" ? text : `${key.slice(key.lastIndexOf(".") + 1)} ${text}`;
}

/** Runs by as many last parts of their places as tell them apart. */
function leaves(runs: readonly TreeRun[]): readonly TreeLeaf[] {
  const paths = runs.map(({ place }) => place.split("/"));
  const shared = sharedStart(paths);
  return runs.map((run, i) => ({ run, label: [...(paths[i]?.slice(shared, -1) ?? []), run.name].join("/") }));
}

/** How many first parts all paths have in common, the last part of each apart. */
function sharedStart(paths: readonly (readonly string[])[]): number {
  const [first = []] = paths;
  const most = paths.reduce((least, path) => Math.min(least, path.length - 1), Infinity);
  let shared = 0;
  while (shared < most && paths.every((path) => path[shared] === first[shared])) {
    shared += 1;
  }
  return shared;
}

interface Placing {
  readonly sort: TreeSort;
  readonly nodes: Map<string, TreeNode>;
  readonly depth: number;
  readonly parent: string | null;
}

/** Puts members and all below them into `nodes`; returns their ids in order. */
function place(members: readonly TreeMember[], around: Placing): readonly string[] {
  const { sort, nodes, depth, parent } = around;
  const differing = differingKeys(members.flatMap((member) => ("run" in member ? [member.run] : [])));
  return inOrder(members, sort).map(({ member, runs }) => {
    const { label } = member;
    if ("run" in member) {
      const { run } = member;
      const line = runLine(run, label, differing);
      nodes.set(run.log, { kind: "run", id: run.log, label, line, parent, run, differing });
      return run.log;
    }
    const { id } = member;
    const children = place(member.members, { ...around, depth: depth + 1, parent: id });
    nodes.set(id, { kind: "group", id, label, line: groupLine(runs), parent, children, depth });
    return id;
  });
}

/**
 * The list with other numbers of some of its runs; null where it has to be laid out again, since their order, their
 * names or their settings may be others. What a live run logs costs its row and the groups around it, not the list.
 */
export function patchTree(layout: TreeLayout, runs: readonly TreeRun[], sort: TreeSort): TreeLayout | null {
  const nodes = new Map(layout.nodes);
  const groups = new Set<string>();
  for (const run of runs) {
    const node = nodes.get(run.log);
    if (node?.kind !== "run" || !standsWhereItStood(node.run, run, sort)) {
      return null;
    }
    nodes.set(run.log, { ...node, run, line: runLine(run, node.label, node.differing) });
    for (let id = node.parent; id !== null; id = nodes.get(id)?.parent ?? null) {
      groups.add(id);
    }
  }
  for (const id of groups) {
    const group = nodes.get(id);
    if (group?.kind === "group") {
      nodes.set(id, { ...group, line: groupLine(runsBelow(group, nodes)) });
    }
  }
  return { roots: layout.roots, nodes };
}

function standsWhereItStood(before: TreeRun, now: TreeRun, sort: TreeSort): boolean {
  const isCalledTheSame = before.run === now.run && before.name === now.name && before.settings === now.settings;
  return isCalledTheSame && rankOf(now, sort) === rankOf(before, sort);
}

function runsBelow({ children }: TreeGroupNode, nodes: ReadonlyMap<string, TreeNode>): readonly TreeRun[] {
  return children.flatMap((id) => {
    const node = nodes.get(id);
    return node === undefined ? [] : node.kind === "run" ? [node.run] : runsBelow(node, nodes);
  });
}

function runsIn(member: TreeMember): readonly TreeRun[] {
  return "run" in member ? [member.run] : member.members.flatMap(runsIn);
}

/** Settings in which some runs differ, in the order of their files. */
function differingKeys(runs: readonly TreeRun[]): readonly string[] {
  const keys = new Set(runs.flatMap(({ settings }) => [...settings.keys()]));
  return [...keys].filter((key) => new Set(runs.map(({ settings }) => settings.get(key))).size > 1);
}

interface Ranked {
  readonly member: TreeMember;
  readonly runs: readonly TreeRun[];
  /** A group has that of the run in it that comes first. */
  readonly rank: number;
}

/** Members in the order that is asked for; what is alike in it is in the order of names. */
function inOrder(members: readonly TreeMember[], sort: TreeSort): readonly Ranked[] {
  const ranked = members.map((member): Ranked => {
    const runs = runsIn(member);
    return { member, runs, rank: runs.reduce((least, run) => Math.min(least, rankOf(run, sort)), Infinity) };
  });
  const named = inNameOrder(ranked, ({ member, runs }) => `${member.label}\n${runs[0]?.log ?? ""}`);
  // A stable sort: what has the same rank stays in the order of names.
  return named.toSorted((one, other) => (one.rank === other.rank ? 0 : one.rank < other.rank ? -1 : 1));
}

/** What comes first has the lowest rank. */
function rankOf(run: TreeRun, sort: TreeSort): number {
  switch (sort) {
    case "name":
      return 0;
    case "state":
      return stateRank(run.state);
    case "time":
      return -(run.lastGrowth ?? -Infinity);
    case "loss":
      return treeLoss(run) ?? Infinity;
  }
}
