import { posix } from "node:path";
import * as vscode from "vscode";
import { holdsLog, likelyGlobs } from "../../formats/discovery/findRuns.ts";
import { LogHeads } from "../../run/logs/logHeads.ts";
import { passedOver } from "./discovery.ts";

/** Logs of JSON Lines under names that nobody looks for may be in such files. */
const similarFiles = "**/*.{log,txt,out,json}";

/** So many files are looked at: this is to say that there is something, not to list it. */
const mostFiles = 200;

/** Files of a workspace without runs that look like logs all the same. */
export interface UnreadLogs {
  /** Those of JSON Lines, under names that the settings do not name. */
  readonly lines: readonly vscode.Uri[];
  /** Whether there are logs of other formats. */
  readonly others: boolean;
}

/** What a workspace without runs holds that looks like a log. */
export async function findUnreadLogs(): Promise<UnreadLogs> {
  const files = await vscode.workspace.findFiles(similarFiles, passedOver, mostFiles);
  const candidates = files
    .filter(({ scheme }) => scheme === "file")
    .map((uri) => ({ uri, path: uri.fsPath, named: false }));
  const lines = (await new LogHeads().logsAmong(candidates)).map(({ uri }) => uri);
  return { lines, others: lines.length === 0 && (await hasOthers()) };
}

async function hasOthers(): Promise<boolean> {
  for (const glob of likelyGlobs) {
    const files = await vscode.workspace.findFiles(glob, passedOver, mostFiles);
    const isLog = files.some((uri) => {
      const root = vscode.workspace.getWorkspaceFolder(uri)?.uri;
      return root !== undefined && uri.scheme === "file" && holdsLog(root.fsPath, posix.relative(root.path, uri.path));
    });
    if (isLog) {
      return true;
    }
  }
  return false;
}
