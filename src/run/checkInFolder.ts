import type { LogTable } from "../log/columns/columns.ts";
import type { LogProblems } from "../log/records/logProblem.ts";
import { emptyFolder, type OtherLog } from "../contract/measure/folderFacts.ts";
import type { Checker } from "../contract/checks/checkLog.ts";
import type { Finding } from "../contract/model/finding.ts";
import { plannedEpochs } from "./plannedLength.ts";

/** Reads what stands beside a log; what cannot be read is left out. */
interface FolderReader {
  /** Name of the log itself. */
  readonly name: string;
  configs(): Promise<readonly { readonly name: string; readonly text: string }[]>;
  logs(): Promise<readonly OtherLog[]>;
}

export interface LogInFolder {
  readonly table: LogTable;
  readonly problems: LogProblems;
  /** Whether the run has stopped: nothing was logged for much longer than usual. */
  readonly stopped: boolean;
  readonly folder: FolderReader;
}

/** The findings of a log as it now is, with what its folder explains. The folder is read only where that may matter. */
export async function checkInFolder(
  checker: Checker,
  { table, problems, stopped, folder }: LogInFolder,
): Promise<readonly Finding[]> {
  const alone = checker.update(table, problems, emptyFolder);
  const planned = stopped ? plannedEpochs(await folder.configs()) : null;
  const others = alone.some(({ code }) => code === "missing-metric") ? await folder.logs() : [];
  return planned === null && others.length === 0
    ? alone
    : checker.update(table, problems, { log: folder.name, planned, others });
}
