import * as vscode from "vscode";
import { statusBarText } from "../runs/runText.ts";
import type { Runs } from "../runs/runs.ts";

/** The item at the window's foot: how many runs are watched; a click opens their view. Hidden where there are none. */
export function keepStatusBar(runs: Runs): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("slopewise.status", vscode.StatusBarAlignment.Left);
  item.name = "Slopewise";
  item.command = "slopewise.runs.focus";
  const update = (): void => {
    const { text, tooltip } = statusBarText(runs.all.map((run) => run.status));
    item.text = text;
    item.tooltip = tooltip;
    item.accessibilityInformation = { label: tooltip };
    if (runs.all.length > 0) {
      item.show();
    } else {
      item.hide();
    }
  };
  return vscode.Disposable.from(item, runs.onDidChange(update));
}
