import { dirname, sep } from "node:path";

/** A run by its folder, and the contract file that holds for it now; null where none does. */
export interface GovernedRun {
  /** Absolute path. */
  readonly folder: string;
  readonly contract: string | null;
}

/** The runs that a contract in a folder would hold for: those below it whose nearest contract does not stand further down. */
export function coveredBy<Run extends GovernedRun>(folder: string, runs: readonly Run[]): readonly Run[] {
  return runs.filter(({ folder: own, contract }) => {
    const isNearer = contract !== null && isBelow(dirname(contract), folder) && dirname(contract) !== folder;
    return isBelow(own, folder) && !isNearer;
  });
}

/** The lowest folder that all of some folders are or stand below; absolute paths, of one file system. */
export function commonFolder([first = "", ...others]: readonly string[]): string {
  return others.every((folder) => isBelow(folder, first)) ? first : commonFolder([dirname(first), ...others]);
}

/** Whether a folder is another one or stands below it. */
function isBelow(folder: string, above: string): boolean {
  return folder === above || folder.startsWith(above.endsWith(sep) ? above : above + sep);
}
