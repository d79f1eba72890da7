import * as vscode from "vscode";
import { folderOf, type Runs } from "./runs.ts";

/** Tells menus which files are logs and which folders are runs, so that commands show only where they apply. */
export function keepContextKeys(runs: Runs): vscode.Disposable {
  const set = (key: string, value: unknown): void => void vscode.commands.executeCommand("setContext", key, value);
  const update = (): void => {
    set("slopewise.searched", runs.searched);
    set(
      "slopewise.logPaths",
      runs.all.map((run) => run.uri.fsPath),
    );
    set(
      "slopewise.runFolders",
      runs.all.map((run) => folderOf(run).fsPath),
    );
  };
  update();
  return runs.onDidChange(({ added, removed, updated }) => {
    if (added.length > 0 || removed.length > 0 || updated.length === 0) {
      update();
    }
  });
}
