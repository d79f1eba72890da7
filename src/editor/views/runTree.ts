import * as vscode from "vscode";
import type { Severity } from "../../contract/model/finding.ts";
import { findingText } from "../../contract/texts/findingText.ts";
import type { RunState } from "../../run/runState.ts";
import { counted, currentLanguage } from "../../l10n.ts";
import { folderOf } from "../runs/logPlace.ts";
import type { Run, Runs, RunsChange } from "../runs/runs.ts";
import { countFindings, stateSentence, runDescription, type Formats } from "../runs/runText.ts";

const formats: Formats = {
  number: (value) => value.toLocaleString(currentLanguage().tag, { maximumFractionDigits: 2 }),
  time: (milliseconds) => new Date(milliseconds).toLocaleTimeString(currentLanguage().tag),
  moment: (milliseconds) => new Date(milliseconds).toLocaleString(currentLanguage().tag),
};

/** The view of the activity bar: one line a run. */
export class RunTree implements vscode.TreeDataProvider<string>, vscode.Disposable {
  readonly #runs: Runs;
  readonly #summarize: (run: Run) => Promise<string>;
  readonly #changed = new vscode.EventEmitter<string[] | undefined>();
  readonly #view: vscode.TreeView<string>;
  readonly #listener: vscode.Disposable;

  /** `summarize`: what the review of a run says, in sentences; empty where that is not known. */
  constructor(runs: Runs, summarize: (run: Run) => Promise<string>) {
    this.#runs = runs;
    this.#summarize = summarize;
    this.#view = vscode.window.createTreeView("slopewise.runs", { treeDataProvider: this, canSelectMany: true });
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

  /** The hover of a line, made when it is asked for: a review takes its time. */
  async resolveTreeItem(item: vscode.TreeItem, path: string): Promise<vscode.TreeItem> {
    const run = this.#runs.at(vscode.Uri.file(path));
    if (run !== undefined) {
      item.tooltip = tooltip(run, await this.#summarize(run));
    }
    return item;
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
    const tooltip = counted(total, ["{0} finding in all runs", "{0} findings in all runs"]);
    this.#view.badge = total === 0 ? undefined : { value: total, tooltip };
  }
}

function itemOf(run: Run, name: string): vscode.TreeItem {
  const item = new vscode.TreeItem(name);
  item.id = run.uri.toString();
  item.resourceUri = folderOf(run);
  item.description = runDescription(run.status, formats);
  item.iconPath = icon(run);
  item.contextValue = "run";
  item.accessibilityInformation = { label: `${run.run}, ${item.description}` };
  // Without arguments: those of an item that is refreshed while it is clicked are gone before the command asks for them.
  item.command = { command: "slopewise.openSelectedReview", title: vscode.l10n.t("Open Run Review") };
  return item;
}

/** All that a line is too short for, and what the review says: where it was cut, and what it shows. */
function tooltip(run: Run, summary: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendText(run.label);
  for (const part of [runDescription(run.status, formats), summary].filter((said) => said !== "")) {
    text.appendMarkdown("\n\n");
    text.appendText(part);
  }
  if (run.status !== null && run.status.life !== null) {
    text.appendMarkdown("\n\n");
    text.appendText(stateSentence(run.status, formats));
  }
  for (const finding of run.status?.findings.slice(0, 12) ?? []) {
    text.appendMarkdown("\n\n");
    text.appendText(`${severityName(finding.severity)}: ${findingText(finding)}`);
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
      return stateIcon(status.life?.state ?? null);
  }
}

function stateIcon(state: RunState | null): vscode.ThemeIcon {
  switch (state) {
    case "live":
      return new vscode.ThemeIcon("pulse", new vscode.ThemeColor("charts.green"));
    case "stalled":
      return new vscode.ThemeIcon("debug-pause", new vscode.ThemeColor("list.warningForeground"));
    case "diverged":
    case "nan":
      return new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground"));
    case "stopped":
      return new vscode.ThemeIcon("debug-stop", new vscode.ThemeColor("list.warningForeground"));
    case "ended":
    case null:
      return new vscode.ThemeIcon("graph-line");
  }
}

function severityName(severity: Severity): string {
  switch (severity) {
    case "error":
      return vscode.l10n.t("error");
    case "warning":
      return vscode.l10n.t("warning");
    case "information":
      return vscode.l10n.t("information");
    case "hint":
      return vscode.l10n.t("hint");
  }
}

const severities: readonly Severity[] = ["error", "warning"];
