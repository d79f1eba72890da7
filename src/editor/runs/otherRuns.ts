import { basename, dirname, posix } from "node:path";
import * as vscode from "vscode";
import type { FoundRun } from "../../formats/discovery/findRuns.ts";
import type { FoundRuns, RunPlaces } from "../../protocol/worker.ts";
import type { FoundLog } from "./foundLog.ts";

/** Looks among some files for runs of other formats. */
export type FindRuns = (places: RunPlaces) => Promise<FoundRuns>;

/** The files of a workspace that may be logs of other formats than JSON Lines. */
export interface OtherFiles {
  readonly files: readonly vscode.Uri[];
  /** The logs of JSON Lines. */
  readonly lines: readonly vscode.Uri[];
  /** Those of them that a person or a contract named: they are of whatever format they begin like. */
  readonly named: readonly vscode.Uri[];
}

/** Runs of other formats, and the logs of JSON Lines that are none of them. */
export interface OtherRuns {
  readonly runs: readonly FoundLog[];
  readonly lines: readonly LinesLog[];
}

/** A log of JSON Lines, and the files that hold the same run less exactly. */
export interface LinesLog {
  readonly uri: vscode.Uri;
  readonly also?: readonly string[] | undefined;
}

/**
 * The runs of other formats than JSON Lines among some files, told by their content; those that a log of JSON Lines in
 * their folder holds too are left out.
 */
export async function otherRuns({ files, lines, named }: OtherFiles, findRuns: FindRuns): Promise<OtherRuns> {
  const bases = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === "file");
  const searches = bases.map(async ({ uri: base }) => {
    const labelsOf = (uris: readonly vscode.Uri[]): string[] => [
      ...new Set(uris.filter((uri) => isIn(base, uri)).map((uri) => posix.relative(base.path, uri.path))),
    ];
    const logs = labelsOf(lines);
    const labels = labelsOf(files).sort();
    if (labels.length === 0 && labelsOf(named).length === 0) {
      return { runs: [], lines: logs.map((label) => ({ uri: vscode.Uri.joinPath(base, label) })) };
    }
    const found = await findRuns({ root: base.fsPath, files: labels, lines: logs, named: labelsOf(named) });
    return {
      runs: found.runs.map((run) => foundLog(base, run)),
      lines: found.lines.map((label) => ({
        uri: vscode.Uri.joinPath(base, label),
        also: found.lineNeighbors.get(label),
      })),
    };
  });
  const found = await Promise.all(searches);
  return { runs: found.flatMap(({ runs }) => runs), lines: found.flatMap((one) => one.lines) };
}

/** Whether a file belongs to a workspace folder: to the innermost one, where folders lie in one another. */
function isIn(base: vscode.Uri, uri: vscode.Uri): boolean {
  return vscode.workspace.getWorkspaceFolder(uri)?.uri.toString() === base.toString();
}

/** A run by its path; one of a file that holds several by its path and its id, as on the command line. */
function foundLog(base: vscode.Uri, { also, ...source }: FoundRun): FoundLog {
  const { path, part, files, name } = source;
  const uri = vscode.Uri.file(part === null ? path : `${path}#${part}`);
  const several = (vscode.workspace.workspaceFolders?.length ?? 0) > 1;
  const label = vscode.workspace.asRelativePath(uri, several);
  const folder = files.includes(path) ? dirname(label) : label;
  const here = folder === "." || folder === "" ? basename(base.fsPath) : folder;
  return { uri, label, run: name ?? (part === null ? here : `${here}/${part}`), source, also };
}
