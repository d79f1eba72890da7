import { basename, dirname, relative, resolve, sep } from "node:path";
import type { FoundRun } from "../../formats/discovery/findRuns.ts";
import type { RunSource } from "../../formats/model/format.ts";

/** A log to work on. */
export interface FoundLog {
  /** Path from the working folder. */
  readonly path: string;
  /** Name of the run: its folder, relative to the folder that was asked for. */
  readonly run: string;
  /** Path of the log relative to the folder that was asked for, or as it was given. */
  readonly label: string;
  /** The run as its format keeps it; null for JSON Lines. */
  readonly source: RunSource | null;
  /** Paths of other files that hold the same run less exactly, from the working folder. */
  readonly also: readonly string[];
}

/** A run that was found below a folder. */
export function runInFolder(root: string, source: FoundRun): FoundLog {
  const label = slashed(relative(root, source.path)) || ".";
  const isFile = source.files.includes(source.path);
  const folder = isFile ? dirname(label) : label;
  const here = folder === "." ? basename(resolve(root)) : folder;
  return { path: source.path, run: named(here, source), label: labeled(label, source), source, also: source.also };
}

/** A run in a file that was named; `label`: the file as it was named. */
export function runOfFile(label: string, source: RunSource): FoundLog {
  const run = named(basename(dirname(resolve(source.path))), source);
  return { path: source.path, run, label: labeled(label, source), source, also: [] };
}

/** The name that its tool gave a run tells it apart from the others of its folder. */
function named(folder: string, { part, name }: RunSource): string {
  return name ?? (part === null ? folder : `${folder}/${part}`);
}

function labeled(label: string, { part }: RunSource): string {
  return part === null ? label : `${label}#${part}`;
}

function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
