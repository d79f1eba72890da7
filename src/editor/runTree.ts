import * as vscode from "vscode";
import type { Severity } from "../contract/finding.ts";
import { folderOf, type Run, type Runs, type RunsChange } from "./runs.ts";
import { countFindings, runDescription, type Formats } from "./runText.ts";

const formats: Formats = {
  number: (value) => value.toLocaleString(vscode.env.language, { maximumFractionDigits: 2 }),
  time: (milliseconds) => new Date(milliseconds).toLocaleTimeString(vscode.env.language),
};

/** The view of the activity bar: one line a run. */
export class RunTree implements vscode.TreeDataProvider<string>, vscode.Disposable {
  readonly #runs: Runs;
  readonly #changed = new vscode.EventEmitter<string[] | undefined>();
  readonly #view: vscode.TreeView<string>;
  readonly #listener: vscode.Disposable;

  constructor(runs: Runs) {
    this.#runs = runs;
    this.#view = vscode.window.createTreeView("slopewise.runs", { treeDataProvider: this });
    this.#listener = runs.onDidChange((change) => this.#update(change));
  }

  /** The run that is selected in the view. */
  get selected(): Run | undefined {
    const [path] = this.#view.selection;
    return path === undefined ? undefined : this.#runs.at(vscode.Uri.file(path));
  }

  readonly onDidChangeTreeData = this.#changed.event;

  /** Elements are paths of logs, so that an item stays itself while its run changes. */
  getChildren(element?: string): string[] {
    return element === undefined ? this.#runs.all.map((run) => run.uri.fsPath) : [];
  }

  getTreeItem(path: string): vscode.TreeItem {
    const run = this.#runs.at(vscode.Uri.file(path));
    return run === undefined ? new vscode.TreeItem(path) : itemOf(run, this.#runs.shortName(run));
  }

  dispose(): void {
    this.#listener.dispose();
    this.#view.dispose();
    this.#changed.dispose();
  }

  #update({ added, updated, removed }: RunsChange): void {
    const whole = added.length > 0 || removed.length > 0 || updated.length === 0;
    this.#changed.fire(whole ? undefined : updated.map((run) => run.uri.fsPath));
    const total = this.#runs.all.reduce((sum, run) => sum + countFindings(run.status?.findings ?? []), 0);
    this.#view.badge =
      total === 0
        ? undefined
        : { value: total, tooltip: total === 1 ? "1 finding in all runs" : `${total} findings in all runs` };
  }
}

function itemOf(run: Run, name: string): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  item.id = run.uri.toString();
  item.resourceUri = folderOf(run);
  item.description = runDescription(run.status, formats);
  item.tooltip = tooltip(run);
  item.iconPath = icon(run);
  item.contextValue = "run";
  item.accessibilityInformation = { label: `${run.run}, ${item.description}` };
  // Without arguments: those of an item that is refreshed while it is clicked are gone before the command asks for them.
  item.command = { command: "slopewise.openSelectedReview", title: "Open Run Review" };
  return item;
}

function tooltip(run: Run): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendText(run.label);
  for (const finding of run.status?.findings.slice(0, 12) ?? []) {
    text.appendMarkdown("\n\n");
    text.appendText(`${finding.severity}: ${finding.message}`);
  }
  return text;
}

function icon({ status }: Run): vscode.ThemeIcon {
  if (status?.progress !== null) {
    return new vscode.ThemeIcon("loading~spin");
  }
  const worst = severities.find((severity) => status.findings.some((finding) => finding.severity === severity));
  switch (worst) {
    case "error":
      return new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground"));
    case "warning":
      return new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
    default:
      return new vscode.ThemeIcon("graph-line");
  }
}

const severities: readonly Severity[] = ["error", "warning"];
