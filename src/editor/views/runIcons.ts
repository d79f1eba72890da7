import * as vscode from "vscode";
import type { TreeGrouping } from "../tree/treeLayout.ts";
import type { TreeRun, TreeState } from "../tree/treeRun.ts";

/** The icon of a run: its worst finding, else its state. */
export function runIcon({ percent, worst, state }: TreeRun): vscode.ThemeIcon {
  if (percent !== null || state === "reading") {
    return new vscode.ThemeIcon("loading~spin");
  }
  switch (worst) {
    case "error":
      return new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground"));
    case "warning":
      return new vscode.ThemeIcon("warning", new vscode.ThemeColor("list.warningForeground"));
    case null:
      return stateIcon(state);
  }
}

export function groupIcon({ by }: TreeGrouping): vscode.ThemeIcon {
  return new vscode.ThemeIcon(by === "folder" ? "folder" : "layers");
}

function stateIcon(state: TreeState): vscode.ThemeIcon {
  switch (state) {
    case "live":
      return new vscode.ThemeIcon("pulse", new vscode.ThemeColor("charts.green"));
    case "stalled":
      return new vscode.ThemeIcon("debug-pause", new vscode.ThemeColor("list.warningForeground"));
    case "diverged":
    case "nan":
    case "unreadable":
      return new vscode.ThemeIcon("error", new vscode.ThemeColor("list.errorForeground"));
    case "stopped":
      return new vscode.ThemeIcon("debug-stop", new vscode.ThemeColor("list.warningForeground"));
    case "ended":
      return new vscode.ThemeIcon("pass");
    case "gone":
    case "reading":
      return new vscode.ThemeIcon("graph-line");
  }
}
