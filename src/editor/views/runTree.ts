import * as vscode from "vscode";
import { counted, t } from "../../l10n.ts";
import { expandedDepth } from "../tree/expandedDepth.ts";
import type { TreeNode } from "../tree/treeLayout.ts";
import { runPlace } from "../tree/runPlace.ts";
import { treeRun, type TreeRun } from "../tree/treeRun.ts";
import { TreeState, type TreeChange, type TreeView } from "../tree/treeState.ts";
import type { RunSettings } from "../runs/runSettings.ts";
import { folderOf } from "../runs/logPlace.ts";
import type { Run, Runs, RunsChange } from "../runs/runs.ts";
import { countFindings } from "../../contract/model/countFindings.ts";
import { groupIcon, runIcon } from "./runIcons.ts";
import { runTooltip } from "./runTooltip.ts";

/** Milliseconds that changes are gathered for: a thousand runs that are found one after the other are laid out a few times. */
const gather = 100;

export interface RunTreeParts {
  readonly runs: Runs;
  readonly settings: RunSettings;
  /** What the review of a run says, in sentences; empty where that is not known. */
  readonly summarize: (run: Run) => Promise<string>;
  /** The list is shown for the first time: it needs the settings of the runs. */
  readonly wantSettings: () => void;
  /** How the list was shown last. */
  readonly view: TreeView;
}

/**
 * The view of the activity bar: runs in groups. Elements are ids of rows (the path of a log, or a group's), so that a row
 * stays itself while its run changes.
 */
export class RunTree implements vscode.TreeDataProvider<string>, vscode.Disposable {
  readonly #parts: RunTreeParts;
  readonly #state: TreeState;
  readonly #changed = new vscode.EventEmitter<string[] | undefined>();
  readonly #view: vscode.TreeView<string>;
  readonly #listeners: readonly vscode.Disposable[];
  #findings = 0;
  /** The row that was selected last: VS Code forgets it while it draws the whole list again. */
  #selected: string | undefined;
  readonly #noted = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  /** Whether a group was open at first: VS Code knows what the person did since, as long as that stays the same. */
  readonly #open = new Map<string, boolean>();
  #wantsSettings = false;

  constructor(parts: RunTreeParts) {
    this.#parts = parts;
    this.#state = new TreeState(parts.view);
    this.#view = vscode.window.createTreeView("slopewise.runs", {
      treeDataProvider: this,
      canSelectMany: true,
      showCollapseAll: true,
    });
    this.#listeners = [
      parts.runs.onDidChange((change) => this.#update(change)),
      parts.settings.onDidChange((logs) => this.#note(logs)),
      this.#view.onDidChangeSelection(({ selection }) => (this.#selected = selection[0] ?? this.#selected)),
      this.#view.onDidChangeVisibility(() => this.#askForSettings()),
    ];
    this.#askForSettings();
  }

  readonly onDidChangeTreeData = this.#changed.event;

  /** The run that is selected in the view. */
  get selected(): Run | undefined {
    const id = this.#view.selection[0] ?? this.#selected;
    return id === undefined ? undefined : this.#runOf(id);
  }

  /** How the list is shown now. */
  get state(): TreeState {
    return this.#state;
  }

  /** Shows the list in another way. */
  show(view: Partial<TreeView>): void {
    this.#draw(this.#state.show(view));
    this.#sayFilter();
  }

  getChildren(id?: string): string[] {
    const node = id === undefined ? null : this.#state.node(id);
    return [...(node === null ? this.#state.layout.roots : node?.kind === "group" ? node.children : [])];
  }

  getTreeItem(id: string): vscode.TreeItem {
    const node = this.#state.node(id);
    if (node === undefined) {
      return new vscode.TreeItem(id);
    }
    return node.kind === "group" ? this.#groupItem(node) : runItem(node, this.#runOf(id));
  }

  /** The hover of a line, made when it is asked for: a review takes its time. */
  async resolveTreeItem(item: vscode.TreeItem, id: string): Promise<vscode.TreeItem> {
    const run = this.#runOf(id);
    if (run !== undefined) {
      item.tooltip = runTooltip(run, await this.#parts.summarize(run));
    }
    return item;
  }

  dispose(): void {
    if (this.#timer !== null) {
      clearTimeout(this.#timer);
    }
    this.#listeners.forEach((listener) => void listener.dispose());
    this.#view.dispose();
    this.#changed.dispose();
  }

  #runOf(id: string): Run | undefined {
    return id.startsWith("group:") ? undefined : this.#parts.runs.at(vscode.Uri.file(id));
  }

  #askForSettings(): void {
    if (this.#view.visible && !this.#wantsSettings) {
      this.#wantsSettings = true;
      this.#parts.wantSettings();
    }
  }

  #update({ added, updated, removed }: RunsChange): void {
    const paths = [...added, ...updated].map((run) => run.uri.fsPath);
    if (paths.length === 0 && removed.length === 0) {
      this.#changed.fire(undefined);
    }
    this.#note([...paths, ...removed.map((run) => run.uri.fsPath)]);
    this.#showFindings();
  }

  #note(paths: readonly string[]): void {
    paths.forEach((path) => this.#noted.add(path));
    this.#timer ??= setTimeout(() => this.#take(), gather);
  }

  #take(): void {
    this.#timer = null;
    const changed: TreeRun[] = [];
    const removed: string[] = [];
    for (const path of this.#noted) {
      const run = this.#parts.runs.at(vscode.Uri.file(path));
      if (run === undefined) {
        removed.push(path);
      } else {
        changed.push(this.#treeRunOf(run));
      }
    }
    this.#noted.clear();
    const change = this.#state.update(changed, removed);
    if (change !== null) {
      this.#draw(change);
      this.#sayFilter();
    }
  }

  #treeRunOf(run: Run): TreeRun {
    const { runs, settings } = this.#parts;
    const log = run.uri.fsPath;
    const name = runs.shortName(run).split("/").at(-1) ?? run.run;
    return treeRun({ log, run: run.run, place: runPlace(run), name, status: run.status, settings: settings.of(log) });
  }

  #draw(change: TreeChange | null): void {
    if (change !== null) {
      this.#changed.fire(change.kind === "all" ? undefined : [...change.ids]);
    }
  }

  /** VS Code draws what is set, whether it is another or not. */
  #showFindings(): void {
    const total = this.#parts.runs.all.reduce((sum, run) => sum + countFindings(run.status?.findings ?? []), 0);
    if (total !== this.#findings) {
      this.#findings = total;
      const tooltip = counted(total, ["{0} finding in all runs", "{0} findings in all runs"]);
      this.#view.badge = total === 0 ? undefined : { value: total, tooltip };
    }
  }

  #sayFilter(): void {
    const message = filterMessage(this.#state);
    if ((this.#view.message ?? "") !== message) {
      this.#view.message = message;
    }
  }

  #groupItem(node: Extract<TreeNode, { kind: "group" }>): vscode.TreeItem {
    const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
    const isOpen = this.#open.get(node.id) ?? node.depth < expandedDepth(this.#state.layout);
    this.#open.set(node.id, isOpen);
    const item = new vscode.TreeItem(node.label, isOpen ? Expanded : Collapsed);
    item.id = node.id;
    item.description = node.line;
    item.iconPath = groupIcon(this.#state.view.grouping);
    item.contextValue = "group";
    item.tooltip = `${node.label}\n${node.line}`;
    return item;
  }
}

function runItem(node: Extract<TreeNode, { kind: "run" }>, run: Run | undefined): vscode.TreeItem {
  const item = new vscode.TreeItem(node.label);
  item.id = node.id;
  if (run !== undefined) {
    item.resourceUri = folderOf(run);
  }
  item.description = node.line;
  item.iconPath = runIcon(node.run);
  item.contextValue = "run";
  item.accessibilityInformation = { label: `${node.run.run}, ${node.line}` };
  // Without arguments: those of an item that is refreshed while it is clicked are gone before the command asks for them.
  item.command = { command: "slopewise.openSelectedReview", title: vscode.l10n.t("Open Review") };
  return item;
}

/** What the filter leaves, above the list; nothing where there is no filter. */
function filterMessage({ view, problem, shown, runs }: TreeState): string {
  if (view.filter.trim() === "") {
    return "";
  }
  return problem ?? t("Filter: {0} ({1} of {2} runs)", view.filter, shown, runs.length);
}
