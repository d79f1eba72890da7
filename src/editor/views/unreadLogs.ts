import { basename } from "node:path";
import * as vscode from "vscode";
import type { FoundLog } from "../runs/discovery.ts";
import { findUnreadLogs } from "../runs/unreadLogs.ts";
import type { ErrorBoundary } from "../vscode/errorBoundary.ts";

/** Names that a person may be asked to add at once. */
const mostNames = 20;

/**
 * Lets the view of a workspace without runs say what looks like a log but is not read, and adds such files to the setting
 * when the person wants that. `found`: what each search of the workspace found.
 */
export function offerUnreadLogs(found: vscode.Event<readonly FoundLog[]>, boundary: ErrorBoundary): vscode.Disposable {
  let lines: readonly vscode.Uri[] = [];
  const look = async (logs: readonly FoundLog[]): Promise<void> => {
    const unread = logs.length > 0 ? { lines: [], others: false } : await findUnreadLogs();
    lines = unread.lines;
    const kind = lines.length > 0 ? "lines" : unread.others ? "others" : "none";
    await vscode.commands.executeCommand("setContext", "slopewise.unread", kind);
  };
  return vscode.Disposable.from(
    found((logs) => void look(logs).catch((error: unknown) => boundary.log(error))),
    boundary.command("slopewise.readOtherLogs", () => addToSetting(lines)),
  );
}

async function addToSetting(files: readonly vscode.Uri[]): Promise<void> {
  const configuration = vscode.workspace.getConfiguration("slopewise");
  const known = configuration.get<unknown>("logs");
  const names = [...new Set(files.map(({ fsPath }) => basename(fsPath)))].slice(0, mostNames);
  const globs = names.map((name) => `**/${name.replaceAll(/[*?[\]{}\\]/g, "?")}`);
  const all = [...new Set([...(Array.isArray(known) ? (known as unknown[]) : []), ...globs])];
  await configuration.update("logs", all, vscode.ConfigurationTarget.Workspace);
}
