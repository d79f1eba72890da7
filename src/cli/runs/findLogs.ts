import { addAll } from "../../extremes.ts";
import type { Dirent, Stats } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, normalize, relative, resolve, sep } from "node:path";
import { errorCode } from "../../log/files/errorCode.ts";
import { fileError, type LogError } from "../../log/files/logError.ts";
import { findRuns, isLikeLog, runsOfFile } from "../../formats/discovery/findRuns.ts";
import { LogHeads, logNames } from "../../run/logs/logHeads.ts";
import { inNameOrder } from "../../nameOrder.ts";
import { runNamesApart, runOfFolder } from "../../run/logs/runNames.ts";
import type { CommandContracts } from "./commandContracts.ts";
import { logKey, runInFolder, runOfFile, type FoundLog } from "./foundLog.ts";
import { UsageError } from "../terminal/usageError.ts";

const skippedFolders = new Set(["node_modules", ".git"]);

/** The logs at or below some paths, and why some folders below them could not be searched. */
export interface LogSearch {
  readonly logs: readonly FoundLog[];
  readonly unreadable: readonly LogError[];
}

/**
 * The logs at or below some paths, each once, those of a folder sorted by name. A folder's contract says which files
 * are logs. Symbolic links are followed, but no folder is entered twice; one that goes during the search is as good as
 * none.
 * @throws {UsageError} where a path does not exist, or is a folder without a log.
 * @throws {LogError} where a path cannot be read, or nothing below it that might hold a log.
 */
export async function findLogs(paths: readonly string[], contracts: CommandContracts): Promise<LogSearch> {
  const found = new Map<string, FoundLog>();
  const unreadable: LogError[] = [];
  for (const path of paths) {
    const search = await logsAt(path, contracts);
    addAll(unreadable, search.unreadable);
    for (const log of search.logs) {
      const key = logKey(log);
      found.set(key, found.get(key) ?? log);
    }
  }
  const logs = [...found.values()];
  const names = runNamesApart(logs);
  return { logs: logs.map((log, at) => ({ ...log, run: names[at] ?? log.run })), unreadable };
}

async function logsAt(path: string, contracts: CommandContracts): Promise<LogSearch> {
  const named = await runNamedIn(path);
  if (named !== null) {
    return { logs: [named], unreadable: [] };
  }
  const stats = await statOrThrow(path);
  if (!stats.isDirectory()) {
    return { logs: await logsInFile(path), unreadable: [] };
  }
  const { logs: patterns } = await contracts.ofFolder(path);
  const nameOf = logNames(patterns);
  const { files, unreadable } = await filesBelow(path, (label) => nameOf(label) !== null || isLikeLog(label));
  const candidates = await linesAmong(path, files, nameOf);
  const isLines = new Set(candidates);
  const others = files.filter((label) => !isLines.has(label));
  const byPerson = candidates.filter((label) => nameOf(label) === "named");
  const { runs, lines, lineNeighbors } = await findRuns(path, others, candidates, { named: byPerson });
  const logs = [
    ...lines.map((label) => linesLog(path, label, lineNeighbors.get(label) ?? [])),
    ...runs.map((run) => runInFolder(path, run)),
  ];
  if (logs.length === 0) {
    throw (
      unreadable[0] ??
      new UsageError(
        `There is no log in ${path}: no file below it is a log by its name (${patterns.join(", ")}, or as other formats are named) and its first lines. Give a log, a run folder or a folder of runs.`,
      )
    );
  }
  return { logs: inNameOrder(logs, ({ label }) => label), unreadable };
}

/** The files that are logs of JSON Lines, by their names and their content. */
async function linesAmong(
  root: string,
  files: readonly string[],
  nameOf: ReturnType<typeof logNames>,
): Promise<readonly string[]> {
  const candidates = files.flatMap((label) => {
    const name = nameOf(label);
    return name === null ? [] : [{ label, path: join(root, label), named: name === "named" }];
  });
  return (await new LogHeads().logsAmong(candidates)).map(({ label }) => label);
}

/** The log that a file is, or the runs that it holds where its format keeps several in a file. */
async function logsInFile(path: string): Promise<readonly FoundLog[]> {
  const label = slashed(normalize(path));
  const runs = await runsOfFile(path);
  return runs === null
    ? [{ path, run: basename(dirname(resolve(path))), label, source: null, also: [] }]
    : runs.map((run) => runOfFile(label, run));
}

/** The run of a file that holds several, named as `FILE#RUN` by its id or its name; null for any other path. */
async function runNamedIn(path: string): Promise<FoundLog | null> {
  const at = path.lastIndexOf("#");
  const file = path.slice(0, Math.max(0, at));
  const isFile = await stat(file).then(
    (found) => found.isFile(),
    () => false,
  );
  const runs = isFile ? await runsOfFile(file) : null;
  const run = runs?.find(({ part, name }) => [part, name].includes(path.slice(at + 1)));
  return run === undefined ? null : runOfFile(slashed(normalize(file)), run);
}

function linesLog(root: string, label: string, also: readonly string[]): FoundLog {
  const folder = dirname(label);
  const run = runOfFolder(folder === "." ? "" : folder, basename(resolve(root)));
  return { path: join(root, label), run, label, source: null, also };
}

async function statOrThrow(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      throw new UsageError(`No such file or folder: ${path}`);
    }
    throw fileError(error, path, "read");
  }
}

/** Paths relative to `root`, with `/`, of the files that match. */
async function filesBelow(
  root: string,
  matches: (label: string) => boolean,
): Promise<{ readonly files: string[]; readonly unreadable: readonly LogError[] }> {
  const files: string[] = [];
  const unreadable: LogError[] = [];
  const entered = new Set<string>();
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await entriesOf(folder, { entered, unreadable })) {
      const path = join(folder, entry.name);
      const label = slashed(relative(root, path));
      const kind = await kindOf(entry, path);
      if (kind === "folder" && !skippedFolders.has(entry.name)) {
        folders.push(path);
      } else if (kind === "file" && matches(label)) {
        files.push(label);
      }
    }
  }
  return { files, unreadable };
}

/** What is in a folder: nothing where it was entered before, is gone by now or, which is noted, cannot be read. */
async function entriesOf(
  folder: string,
  { entered, unreadable }: { readonly entered: Set<string>; readonly unreadable: LogError[] },
): Promise<readonly Dirent[]> {
  try {
    const { dev, ino } = await stat(folder, { bigint: true });
    const identity = `${dev}:${ino}`;
    if (entered.has(identity)) {
      return [];
    }
    entered.add(identity);
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    if (!isGone(error)) {
      unreadable.push(fileError(error, folder, "read"));
    }
    return [];
  }
}

function isGone(error: unknown): boolean {
  return ["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "");
}

async function kindOf(entry: Dirent, path: string): Promise<"file" | "folder" | "other"> {
  if (!entry.isSymbolicLink()) {
    return entry.isDirectory() ? "folder" : entry.isFile() ? "file" : "other";
  }
  try {
    const target = await stat(path);
    return target.isDirectory() ? "folder" : target.isFile() ? "file" : "other";
  } catch {
    // A link that leads nowhere is not our matter.
    return "other";
  }
}

function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
