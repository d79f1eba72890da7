import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import { designOf } from "../../sweep/table/design.ts";
import type { ErrorBoundary } from "../vscode/errorBoundary.ts";
import type { TreeGrouping, TreeSort } from "../tree/treeLayout.ts";
import type { TreeView } from "../tree/treeState.ts";
import type { RunTree } from "./runTree.ts";

const viewKey = "runs.list";

/** How the list was shown last in this workspace, unchecked values left out. The filter of another day would hide runs. */
export function keptTreeView(state: vscode.Memento): TreeView {
  const kept = state.get<unknown>(viewKey);
  const { sort, grouping } = typeof kept === "object" && kept !== null ? (kept as Record<string, unknown>) : {};
  return { sort: isSort(sort) ? sort : "state", grouping: groupingOf(grouping), filter: "" };
}

function isSort(value: unknown): value is TreeSort {
  return value === "state" || value === "name" || value === "time" || value === "loss";
}

function groupingOf(value: unknown): TreeGrouping {
  const { by, key } = typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  if (by === "setting" && typeof key === "string") {
    return { by, key };
  }
  return { by: by === "configuration" || by === "nothing" ? by : "folder" };
}

/** Registers what a person can do with the list: filter, sort and group it. The last two are kept for the workspace. */
export function registerTreeCommands(tree: RunTree, boundary: ErrorBoundary, state: vscode.Memento): vscode.Disposable {
  const show = async (view: Partial<TreeView>): Promise<void> => {
    tree.show(view);
    const { sort, grouping, filter } = tree.state.view;
    await vscode.commands.executeCommand("setContext", "slopewise.filtered", filter.trim() !== "");
    await state.update(viewKey, { sort, grouping });
  };
  return vscode.Disposable.from(
    boundary.command("slopewise.filterRuns", () => askForFilter(tree, show)),
    boundary.command("slopewise.clearRunFilter", () => show({ filter: "" })),
    boundary.command("slopewise.sortRuns", async () => {
      const sort = await chooseSort(tree.state.view.sort);
      await (sort === undefined ? undefined : show({ sort }));
    }),
    boundary.command("slopewise.groupRuns", async () => {
      const grouping = await chooseGrouping(tree);
      await (grouping === undefined ? undefined : show({ grouping }));
    }),
  );
}

type Show = (view: Partial<TreeView>) => Promise<void>;

/** The list follows what is typed; Escape brings the filter back that was there. */
function askForFilter(tree: RunTree, show: Show): void {
  const before = tree.state.view.filter;
  const box = vscode.window.createInputBox();
  let isAccepted = false;
  box.title = t("Filter Runs");
  box.prompt = t("Words match folders, names, settings and states. Or write an expression.");
  box.placeholder = t('lr0.1 seed-3, or lr > 0.01 && state == "ended"');
  box.value = before;
  box.onDidChangeValue((filter) => {
    void show({ filter });
    box.validationMessage = tree.state.problem ?? undefined;
  });
  box.onDidAccept(() => {
    isAccepted = true;
    box.hide();
  });
  box.onDidHide(() => {
    void (isAccepted ? undefined : show({ filter: before }));
    box.dispose();
  });
  box.show();
}

async function chooseSort(now: TreeSort): Promise<TreeSort | undefined> {
  const choices: readonly (vscode.QuickPickItem & { readonly sort: TreeSort })[] = [
    { sort: "state", label: t("State"), description: t("most urgent first") },
    { sort: "name", label: t("Name") },
    { sort: "time", label: t("Time"), description: t("newest first") },
    { sort: "loss", label: t("Loss"), description: t("lowest first") },
  ];
  const items = choices.map((choice) => ({ ...choice, label: marked(choice.label, choice.sort === now) }));
  return (await vscode.window.showQuickPick(items, { placeHolder: t("Sort the list of runs by…") }))?.sort;
}

async function chooseGrouping(tree: RunTree): Promise<TreeGrouping | undefined> {
  const { varying, replicate } = designOf(tree.state.runs);
  const now = JSON.stringify(tree.state.view.grouping);
  const settings = [...varying, ...replicate].map((key) => ({ grouping: { by: "setting", key } as const, label: key }));
  const choices: readonly (vscode.QuickPickItem & { readonly grouping: TreeGrouping })[] = [
    { grouping: { by: "folder" }, label: t("Folder") },
    ...(varying.length === 0
      ? []
      : [
          {
            grouping: { by: "configuration" } as const,
            label: t("Configuration"),
            description: t("all settings that differ, apart from seeds"),
          },
        ]),
    ...settings,
    { grouping: { by: "nothing" }, label: t("No groups") },
  ];
  const items = choices.map((choice) => ({
    ...choice,
    label: marked(choice.label, JSON.stringify(choice.grouping) === now),
  }));
  return (await vscode.window.showQuickPick(items, { placeHolder: t("Group the list of runs by…") }))?.grouping;
}

function marked(label: string, isChosen: boolean): string {
  return isChosen ? `$(check) ${label}` : label;
}
