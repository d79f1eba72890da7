import { posix } from "node:path";
import { isCheckpoint } from "../../formats/json/checkpoints.ts";
import type { RunSource } from "../../formats/model/format.ts";

/** A run as it was found: its name, and the path of its log relative to the workspace folder. */
export interface PlacedRun {
  readonly run: string;
  readonly label: string;
  readonly source?: RunSource | undefined;
}

/**
 * Where a run stands among the folders, which end with its name, joined with `/`. A name that its tool gave it takes the
 * place of the folder that the tool made for it; runs of one file stand next to it.
 */
export function runPlace({ run, label, source }: PlacedRun): string {
  const name = source?.name ?? null;
  return source === undefined || name === null ? run : posix.join(folderAbove(label, source), name);
}

function folderAbove(label: string, { path, part, files }: RunSource): string {
  const own = part !== null || files.includes(path) ? posix.dirname(label) : label;
  const made = isCheckpoint(own) ? posix.dirname(own) : own;
  return part === null ? posix.dirname(made) : made;
}
