import type { Dirent, Stats } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join, normalize, relative, resolve, sep } from "node:path";
import { errorCode, fileError } from "../log/logError.ts";
import type { Contracts } from "./contracts.ts";
import { globPattern } from "./globPattern.ts";
import { UsageError } from "./usageError.ts";

/** A log to work on. */
export interface FoundLog {
  /** Path from the working folder. */
  readonly path: string;
  /** Name of the run: its folder, relative to the folder that was asked for. */
  readonly run: string;
  /** Path of the log relative to the folder that was asked for, or as it was given. */
  readonly label: string;
}

const skippedFolders = new Set(["node_modules", ".git"]);

const byName = new Intl.Collator("en", { numeric: true });

/**
 * The logs at or below some paths, each once, those of a folder sorted by name. A folder's contract says which files
 * are logs. Symbolic links are followed, but no folder is entered twice.
 * @throws {UsageError} where a path does not exist, or is a folder without a log.
 */
export async function findLogs(paths: readonly string[], contracts: Contracts): Promise<readonly FoundLog[]> {
  const found = new Map<string, FoundLog>();
  for (const path of paths) {
    for (const log of await logsAt(path, contracts)) {
      const key = resolve(log.path);
      found.set(key, found.get(key) ?? log);
    }
  }
  return [...found.values()];
}

async function logsAt(path: string, contracts: Contracts): Promise<readonly FoundLog[]> {
  const stats = await statOrThrow(path);
  if (!stats.isDirectory()) {
    return [{ path, run: basename(dirname(resolve(path))), label: slashed(normalize(path)) }];
  }
  const { logs: patterns } = await contracts.ofFolder(path);
  const matchers = patterns.map(globPattern);
  const files = await filesBelow(path, (label) => matchers.some((matcher) => matcher.test(label)));
  if (files.length === 0) {
    throw new UsageError(
      `There is no log in ${path}: no file below it matches ${patterns.join(", ")}. Give a metrics.jsonl, a run folder or a folder of runs.`,
    );
  }
  return files.sort(byName.compare).map((label) => {
    const folder = dirname(label);
    return { path: join(path, label), run: folder === "." ? basename(resolve(path)) : folder, label };
  });
}

async function statOrThrow(path: string): Promise<Stats> {
  try {
    return await stat(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      throw new UsageError(`There is no ${path}. Check the path.`);
    }
    throw fileError(error, path, "read");
  }
}

/** Paths relative to `root`, with `/`, of the files that match. */
async function filesBelow(root: string, matches: (label: string) => boolean): Promise<string[]> {
  const files: string[] = [];
  const entered = new Set<string>();
  const folders = [root];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const { dev, ino } = await stat(folder, { bigint: true });
    const identity = `${dev}:${ino}`;
    if (entered.has(identity)) {
      continue;
    }
    entered.add(identity);
    for (const entry of await entriesOf(folder)) {
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
  return files;
}

async function entriesOf(folder: string): Promise<readonly Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    throw fileError(error, folder, "read");
  }
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
