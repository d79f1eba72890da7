import { t } from "../l10n.ts";

/** A run by the names that someone may call it. */
export interface NamedRun {
  /** Absolute path of its log. */
  readonly path: string;
  /** The folder of its log, relative to the workspace folder. */
  readonly run: string;
  /** The log's path relative to the workspace folder. */
  readonly label: string;
}

/** More runs than these are counted rather than named. */
const mostNamed = 50;

/**
 * The run that is meant by a path or a name: the log or its folder, absolute or relative to the workspace, or as many
 * last parts of its path as tell it from the others.
 * @throws {Error} where none or several are meant; the message says which runs there are.
 */
export function resolveRun<Run extends NamedRun>(runs: readonly Run[], wanted: string): Run {
  const name = wanted
    .trim()
    .replaceAll("\\", "/")
    .replace(/^file:\/\//, "")
    .replace(/^\.\//, "")
    .replace(/\/+$/, "");
  const namesOf = ({ path, run, label }: NamedRun): string[] => [
    path.replaceAll("\\", "/"),
    folderOf(path),
    run,
    label,
  ];
  const exact = runs.filter((run) => namesOf(run).includes(name));
  const meant = exact.length > 0 ? exact : runs.filter((run) => namesOf(run).some((one) => one.endsWith(`/${name}`)));
  const [first, ...more] = meant;
  if (first === undefined || name === "") {
    throw new Error(t('No run of this workspace is called "{0}". {1}', wanted, listRuns(runs)));
  }
  if (more.length > 0) {
    throw new Error(t('"{0}" matches several runs. {1}', wanted, listRuns(meant)));
  }
  return first;
}

/** Which runs there are, in a sentence. */
export function listRuns(runs: readonly NamedRun[]): string {
  if (runs.length === 0) {
    return t("This workspace has no runs.");
  }
  const names = runs.slice(0, mostNamed).map(({ label }) => label);
  const rest = runs.length - names.length;
  const list = names.join(", ");
  return rest === 0 ? t("The runs are: {0}.", list) : t("The runs are: {0} and {1} more.", list, rest);
}

function folderOf(path: string): string {
  return path.replaceAll("\\", "/").replace(/\/[^/]*$/, "");
}
