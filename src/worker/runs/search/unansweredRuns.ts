import { dirname, join } from "node:path";
import type { FoundRun } from "../../../formats/discovery/findRuns.ts";
import type { FoundRuns, RunPlaces } from "../../../protocol/worker.ts";

/** A search of which some folders' file systems did not answer. */
interface Unanswered {
  readonly places: RunPlaces;
  /** Absolute paths. */
  readonly folders: ReadonlySet<string>;
  /** What the search before came to. */
  readonly known: FoundRuns;
}

/**
 * What a search found, and what was known before of files whose file systems did not answer it: a run does not go because
 * nobody can look at it. Only files that are still asked for count, so that what a person took out of the list is gone.
 */
export function withUnanswered(found: FoundRuns, { places, folders, known }: Unanswered): FoundRuns {
  const { root, files, named, lines } = places;
  const isSilent = (path: string): boolean => folders.has(dirname(path));
  const asked = new Set([...files, ...named].map((label) => join(root, label)));
  const kept = known.runs.filter((run) => run.files.some((file) => isSilent(file) && asked.has(file)));
  const isKept = new Set(kept.map(idOf));
  // A log of JSON Lines by its name alone, which was found to be another format's.
  const others = new Set(kept.flatMap((run) => run.files));
  const silentLines = new Set(lines.filter((label) => isSilent(join(root, label))));
  return {
    runs: [...found.runs.filter((run) => !isKept.has(idOf(run))), ...kept],
    lines: found.lines.filter((label) => !(silentLines.has(label) && others.has(join(root, label)))),
    lineNeighbors: new Map([
      ...[...known.lineNeighbors].filter(([label]) => silentLines.has(label)),
      ...found.lineNeighbors,
    ]),
  };
}

function idOf({ path, part }: FoundRun): string {
  return JSON.stringify([path, part]);
}
