import { basename, dirname, join } from "node:path";
import type { RunSource } from "./format.ts";

/** The folder that a run is in, or is. */
export function folderOf({ path, files }: Pick<RunSource, "path" | "files">): string {
  return files.includes(path) ? dirname(path) : path;
}

/** A path in the run's own folder that stands for its log: what belongs to the run is looked for next to it. */
export function placeOf(source: Pick<RunSource, "path" | "files">): string {
  const { path, files } = source;
  return files.includes(path) ? path : join(path, basename(files[0] ?? "log"));
}
