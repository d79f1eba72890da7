import * as vscode from "vscode";
import type { FoundLog } from "../runs/foundLog.ts";
import type { UnreadLogs } from "../runs/unreadLogs.ts";
import type { ErrorBoundary } from "../vscode/errorBoundary.ts";

/** What the offer is made with. */
export interface OfferParts {
  /** What each search of the workspace found. */
  readonly found: vscode.Event<readonly FoundLog[]>;
  readonly boundary: ErrorBoundary;
  /** Looks for what is there but not read. */
  readonly look: () => Promise<UnreadLogs>;
}

/**
 * Lets the view of a workspace without runs say what looks like a log but is not read, and adds such files to the setting
 * when the person wants that.
 */
export function offerUnreadLogs({ found, boundary, look }: OfferParts): vscode.Disposable {
  let unread: UnreadLogs = { kind: "none", globs: [] };
  const update = async (logs: readonly FoundLog[]): Promise<void> => {
    unread = logs.length > 0 ? { kind: "none", globs: [] } : await look();
    await vscode.commands.executeCommand("setContext", "slopewise.unread", unread.kind);
  };
  return vscode.Disposable.from(
    found((logs) => void update(logs).catch((error: unknown) => boundary.log(error))),
    boundary.command("slopewise.readOtherLogs", () => addToSetting(unread.globs)),
  );
}

async function addToSetting(globs: readonly string[]): Promise<void> {
  const configuration = vscode.workspace.getConfiguration("slopewise");
  const known = configuration.get<unknown>("logs");
  const all = [...new Set([...(Array.isArray(known) ? (known as unknown[]) : []), ...globs])];
  await configuration.update("logs", all, vscode.ConfigurationTarget.Workspace);
}
