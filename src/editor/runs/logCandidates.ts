import { realpath } from "node:fs/promises";
import { posix } from "node:path";
import * as vscode from "vscode";
import { logGlobs } from "../../contract/model/logGlobs.ts";
import { logMatcher } from "../../contract/model/logPattern.ts";
import { logNames, type LogCandidate } from "../../run/logs/logHeads.ts";

/** The globs by which logs are looked for. */
export interface LogNames {
  readonly globs: readonly string[];
  /** Those that hold by default: the content of a file that only they name decides whether it is a log. */
  readonly usual: readonly string[];
}

/** What no search enters. */
export const passedOver = "**/{node_modules,.git}/**";

/** A file that may be a log, found by a glob. */
export interface Candidate extends LogCandidate {
  readonly uri: vscode.Uri;
  /** Whether its name is one of logs of JSON Lines: of those, and of other formats. */
  readonly mayBeLines: boolean;
}

/** The files that the globs of the settings name, in any workspace folder. */
export async function candidatesBySettings({ globs, usual }: LogNames): Promise<readonly Candidate[]> {
  const ofLines = logNames(globs.filter((glob) => logGlobs.includes(glob) || !usual.includes(glob)));
  const isUsual = logMatcher(globs.filter((glob) => usual.includes(glob)));
  const bases = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  const found = await Promise.all(together(globs).map((glob) => vscode.workspace.findFiles(glob, passedOver)));
  return found.flat().flatMap((uri) => {
    const labels = bases.map((base) => posix.relative(base.path, uri.path));
    const names = labels.map(ofLines);
    const mayBeLines = names.some((name) => name !== null);
    const isCandidate = uri.scheme === "file" && (mayBeLines || labels.some(isUsual));
    return isCandidate ? [{ uri, path: uri.fsPath, named: names.includes("named"), mayBeLines }] : [];
  });
}

/** The files that a contract names below its folder. VS Code, and the search that it starts, read some globs more widely. */
export async function candidatesByContract(pattern: vscode.RelativePattern): Promise<readonly Candidate[]> {
  const matches = logMatcher([pattern.pattern]);
  const files = await vscode.workspace.findFiles(pattern, passedOver);
  return files
    .filter(({ scheme, path }) => scheme === "file" && matches(posix.relative(pattern.baseUri.path, path)))
    .map((uri) => ({ uri, path: uri.fsPath, named: true, mayBeLines: true }));
}

/** Globs for one search of the disk in place of one each, as far as they can be joined. */
export function together(globs: readonly string[]): readonly string[] {
  const simple = globs.filter((glob) => /^\*\*\/[^{},[\]]+$/.test(glob) && !glob.includes("**", 1));
  const others = globs.filter((glob) => !simple.includes(glob));
  return simple.length < 2 ? globs : [`**/{${simple.map((glob) => glob.slice(3)).join(",")}}`, ...others];
}

/** Each file once; named where one of the searches found it so. */
export function eachOnce(candidates: readonly Candidate[]): readonly Candidate[] {
  const byPath = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const known = byPath.get(candidate.path);
    byPath.set(candidate.path, known?.named === true ? known : candidate);
  }
  return [...byPath.values()];
}

/** Each file once: links make one file appear under several paths, of which the first in order counts. */
export async function withoutTwins(uris: readonly vscode.Uri[]): Promise<vscode.Uri[]> {
  const byFile = new Map<string, vscode.Uri>();
  for (const uri of uris.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const file = await realpath(uri.fsPath).catch(() => uri.fsPath);
    const known = byFile.get(file);
    // The path that leads there without a link is the run's own.
    if (known === undefined || uri.fsPath === file) {
      byFile.set(file, uri);
    }
  }
  return [...byFile.values()];
}
