import { basename, dirname, posix, relative, resolve, sep } from "node:path";
import type { FoundRun } from "../../formats/discovery/findRuns.ts";
import type { RunSource } from "../../formats/model/format.ts";

/** A log to work on. */
export interface FoundLog {
  /** Path from the working folder. */
  readonly path: string;
  /** Name of the run: its folder, relative to the folder that was asked for. */
  readonly run: string;
  /** What tells it from another run of the same name, where its tool named it; null where it did not. */
  readonly longer?: string | null;
  /** Path of the log relative to the folder that was asked for, or as it was given. */
  readonly label: string;
  /** The run as its format keeps it; null for JSON Lines. */
  readonly source: RunSource | null;
  /** Paths of other files that hold the same run less exactly, from the working folder. */
  readonly also: readonly string[];
}

/** Tells a log from all others, wherever it was found. */
export function logKey({ path, source }: Pick<FoundLog, "path" | "source">): string {
  return `${resolve(path)} ${source?.part ?? ""}`;
}

/** A run that was found below a folder. */
export function runInFolder(root: string, source: FoundRun): FoundLog {
  const label = slashed(relative(root, source.path)) || ".";
  const isFile = source.files.includes(source.path);
  const folder = isFile ? dirname(label) : label;
  const here = folder === "." ? basename(resolve(root)) : folder;
  const longer = longerName(here, source);
  return {
    path: source.path,
    run: named(here, source),
    longer,
    label: labeled(label, source),
    source,
    also: source.also,
  };
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

/** The run's name below the folder that it is in; the Trainer's checkpoints are below that of their run. */
function longerName(folder: string, { format, name }: RunSource): string | null {
  if (name === null) {
    return null;
  }
  const above = format === "hugging-face" ? posix.dirname(folder.replace(/\/?checkpoint-\d+$/, "")) : folder;
  return above === "." || above === "" ? name : `${above}/${name}`;
}

function labeled(label: string, { part }: RunSource): string {
  return part === null ? label : `${label}#${part}`;
}

function slashed(path: string): string {
  return sep === "/" ? path : path.replaceAll(sep, "/");
}
