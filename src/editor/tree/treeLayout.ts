import type { SettingValue } from "../../sweep/table/sweepRow.ts";
import { designOf } from "../../sweep/table/design.ts";
import { nameOrder } from "./nameOrder.ts";
import { folderGroups } from "./folderGroups.ts";
import { groupLine, runLine, settingText } from "./treeText.ts";
import type { TreeLeaf, TreeMember } from "./treeMember.ts";
import { stateRank, treeLoss, type TreeRun } from "./treeRun.ts";

/** What runs are put together by: their folders, what they differ in beside their seeds, one setting, or nothing. */
export type TreeGrouping =
  { readonly by: "folder" | "configuration" | "nothing" } | { readonly by: "setting"; readonly key: string };

export type TreeSort = "state" | "name" | "time" | "loss";

/** A row of the list. */
export type TreeNode =
  | {
      readonly kind: "group";
      readonly id: string;
      readonly label: string;
      readonly line: string;
      readonly children: readonly string[];
      /** How many groups are around it. */
      readonly depth: number;
    }
  | { readonly kind: "run"; readonly id: string; readonly label: string; readonly line: string; readonly run: TreeRun };

/** The rows of the list: the first ones in order, and all of them by id. */
export interface TreeLayout {
  readonly roots: readonly string[];
  readonly nodes: ReadonlyMap<string, TreeNode>;
}

/** Lays out the list: groups, the order in each, and the line of every row. */
export function layoutTree(runs: readonly TreeRun[], grouping: TreeGrouping, sort: TreeSort): TreeLayout {
  const nodes = new Map<string, TreeNode>();
  const roots = place(membersOf(runs, grouping), { order: orderOf(sort), nodes, depth: 0 });
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
    groups.set(label, [...(groups.get(label) ?? []), run]);
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

/** Runs by as many last parts of their names as tell them apart. */
function leaves(runs: readonly TreeRun[]): readonly TreeLeaf[] {
  const paths = runs.map(({ run }) => run.split("/"));
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
  readonly order: Order;
  readonly nodes: Map<string, TreeNode>;
  readonly depth: number;
}

/** Puts members and all below them into `nodes`; returns their ids in order. */
function place(members: readonly TreeMember[], { order, nodes, depth }: Placing): readonly string[] {
  const own = members.flatMap((member) => ("run" in member ? [member.run] : []));
  const differing = differingKeys(own);
  const sorted = members.map((member) => ({ member, runs: runsIn(member) })).sort(order);
  return sorted.map(({ member, runs }) => {
    if ("run" in member) {
      const { run, label } = member;
      nodes.set(run.log, { kind: "run", id: run.log, label, line: runLine(run, label, differing), run });
      return run.log;
    }
    const { id, label } = member;
    const children = place(member.members, { order, nodes, depth: depth + 1 });
    nodes.set(id, { kind: "group", id, label, line: groupLine(runs), children, depth });
    return id;
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

interface Sortable {
  readonly member: TreeMember;
  readonly runs: readonly TreeRun[];
}

type Order = (one: Sortable, other: Sortable) => number;

/** The order that is asked for; what is alike in it is in the order of names. */
function orderOf(sort: TreeSort): Order {
  const compareNames = nameOrder();
  const byName: Order = (one, other) =>
    compareNames(one.member.label, other.member.label) ||
    compareNames(one.runs[0]?.log ?? "", other.runs[0]?.log ?? "");
  if (sort === "name") {
    return byName;
  }
  const rank = ranks[sort];
  const least = ({ runs }: Sortable): number => runs.reduce((value, run) => Math.min(value, rank(run)), Infinity);
  return (one, other) => {
    const [a, b] = [least(one), least(other)];
    return a === b ? byName(one, other) : a < b ? -1 : 1;
  };
}

/** What comes first has the lowest rank; a group has that of the run in it that comes first. */
const ranks: Readonly<Record<Exclude<TreeSort, "name">, (run: TreeRun) => number>> = {
  state: ({ state }) => stateRank(state),
  time: ({ lastGrowth }) => -(lastGrowth ?? -Infinity),
  loss: (run) => treeLoss(run) ?? Infinity,
};
