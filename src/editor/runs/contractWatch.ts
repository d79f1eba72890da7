import * as vscode from "vscode";
import { contractFileName } from "../../contract/model/contract.ts";

/** Calls back when a contract file of the workspace appears, changes or goes: a burst of events makes one call. */
export function watchContracts(changed: () => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher(`**/${contractFileName}`);
  let timer: NodeJS.Timeout | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(changed, 100);
  };
  return vscode.Disposable.from(
    watcher,
    watcher.onDidChange(later),
    watcher.onDidCreate(later),
    watcher.onDidDelete(later),
    new vscode.Disposable(() => clearTimeout(timer)),
  );
}
