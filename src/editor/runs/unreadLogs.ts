import { basename, posix } from "node:path";
import * as vscode from "vscode";
import { logMatcher } from "../../contract/model/logPattern.ts";
import { LogHeads } from "../../run/logs/logHeads.ts";
import { passedOver, type LogNames } from "./logCandidates.ts";
import { otherRuns, type FindRuns } from "./otherRuns.ts";

/** Logs of JSON Lines under names that nobody looks for may be in such files. */
const similarFiles = "**/*.{log,txt,out,json}";

/** So many files are looked at: this is to say that there is something, not to list it. */
const mostFiles = 200;

/** Names that a person may be asked to add at once. */
const mostNames = 20;

/** Files of a workspace without runs that look like logs all the same, by the globs that would name them. */
export interface UnreadLogs {
  /** `lines`: of JSON Lines, under names of their own; `others`: of other formats, whose usual names are left out. */
  readonly kind: "lines" | "others" | "none";
  readonly globs: readonly string[];
}

/** What a workspace without runs holds that looks like a log. */
export async function findUnreadLogs(names: LogNames, findRuns: FindRuns): Promise<UnreadLogs> {
  const files = await vscode.workspace.findFiles(similarFiles, passedOver, mostFiles);
  const candidates = files
    .filter(({ scheme }) => scheme === "file")
    .map((uri) => ({ uri, path: uri.fsPath, named: false }));
  const lines = await new LogHeads().logsAmong(candidates);
  if (lines.length > 0) {
    return { kind: "lines", globs: globsFor(lines.map(({ path }) => path)) };
  }
  const others = await unreadOthers(names, findRuns);
  return { kind: others.length > 0 ? "others" : "none", globs: others };
}

/** Globs of the default that the setting leaves out, and that name runs of other formats here. */
async function unreadOthers({ globs, usual }: LogNames, findRuns: FindRuns): Promise<readonly string[]> {
  const left = usual.filter((glob) => !globs.includes(glob));
  const found = await Promise.all(left.map((glob) => vscode.workspace.findFiles(glob, passedOver, mostFiles)));
  const files = found.flat().filter(({ scheme }) => scheme === "file");
  const { runs } = await otherRuns({ files, lines: [], named: [] }, findRuns);
  const labels = runs.flatMap(({ source }) => source?.files ?? []).map(labelOf);
  return left.filter((glob) => labels.some(logMatcher([glob])));
}

function labelOf(path: string): string {
  const uri = vscode.Uri.file(path);
  return posix.relative(vscode.workspace.getWorkspaceFolder(uri)?.uri.path ?? "/", uri.path);
}

function globsFor(paths: readonly string[]): readonly string[] {
  const names = [...new Set(paths.map((path) => basename(path)))].slice(0, mostNames);
  return names.map((name) => `**/${name.replaceAll(/[*?[\]{}\\]/g, "?")}`);
}
