import * as vscode from "vscode";
import { folderOf } from "../runs/logPlace.ts";
import type { Run, Runs, RunsChange } from "../runs/runs.ts";
import { wasFixed } from "../runs/runText.ts";

/** Tells menus, welcome texts and the walkthrough what there is, so that they show only what applies. */
export function keepContextKeys(runs: Runs): vscode.Disposable {
  const set = (key: string, value: unknown): void => void vscode.commands.executeCommand("setContext", key, value);
  const update = (): void => {
    set("slopewise.searched", runs.searched);
    set("slopewise.hasRuns", runs.all.length > 0);
    set(
      "slopewise.logPaths",
      runs.all.flatMap(({ uri, source }) => (source === undefined ? [uri.fsPath] : [source.path, ...source.files])),
    );
    set(
      "slopewise.runFolders",
      runs.all.map((run) => folderOf(run).fsPath),
    );
  };
  update();
  return vscode.Disposable.from(
    runs.onDidChange(({ added, removed, updated }) => {
      if (added.length > 0 || removed.length > 0 || updated.length === 0) {
        update();
      }
    }),
    noticeFixes(runs, () => set("slopewise.fixed", true)),
  );
}

/** Calls back once, when a finding has gone from a log that is still there. */
function noticeFixes(runs: Runs, noticed: () => void): vscode.Disposable {
  const before = new Map<string, Run["status"]>();
  const look = ({ updated, removed }: RunsChange): void => {
    removed.forEach((run) => before.delete(run.uri.fsPath));
    for (const { uri, status } of updated) {
      if (wasFixed(before.get(uri.fsPath) ?? null, status)) {
        listener.dispose();
        noticed();
        return;
      }
      before.set(uri.fsPath, status);
    }
  };
  const listener = runs.onDidChange(look);
  return listener;
}
