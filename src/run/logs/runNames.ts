import { usualLogName } from "../../contract/model/logGlobs.ts";

/** Where a run's log is: its folder as a name for people, and the file. */
export interface NamedLog {
  /** The run's name as long as no other log has the same. */
  readonly run: string;
  /** The log's path relative to where the search began, with `/`. */
  readonly label: string;
  /** What tells it from another run of the same name, where its tool named it; its file where absent. */
  readonly longer?: string | null;
}

/**
 * The names of runs, each by what tells it apart: its folder, or its folder and its file where several logs share one
 * (a `metrics.jsonl` keeps the folder's name), or its whole path where that is not enough either. In the order given.
 */
export function runNamesApart(logs: readonly NamedLog[]): readonly string[] {
  const folders = logs.map(({ run }) => run);
  const files = apart(
    folders,
    logs.map(
      ({ run, label, longer = null }) => longer ?? (fileOf(label) === usualLogName ? run : `${run}/${stemOf(label)}`),
    ),
  );
  const named = apart(
    files,
    logs.map(({ run, label }) => `${run}/${fileOf(label)}`),
  );
  return apart(
    named,
    logs.map(({ label }) => label),
  );
}

/**
 * What a run in a folder is called, which is given from where the search began and empty for that itself, whose name is
 * `root`. mmengine keeps the log one folder below the run's own.
 */
export function runOfFolder(folder: string, root: string): string {
  return folder.replace(/(^|(?<=[^/])\/)vis_data$/, "") || root;
}

/** Each name where it is the only one of its kind, else the longer one. */
function apart(names: readonly string[], longer: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  names.forEach((name) => counts.set(name, (counts.get(name) ?? 0) + 1));
  return names.map((name, at) => (counts.get(name) === 1 ? name : (longer[at] ?? name)));
}

function fileOf(label: string): string {
  return label.slice(label.lastIndexOf("/") + 1);
}

/** A log's name without what says how it is written; that of a run within a file stays. */
function stemOf(label: string): string {
  const file = fileOf(label);
  return file.replace(/(\.log)?\.(jsonl|ndjson|json|txt|csv)$/i, "") || file;
}
