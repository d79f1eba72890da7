import * as vscode from "vscode";
import { counted, t } from "../../l10n.ts";
import type { ReportFiles } from "../../protocol/shownAnalysis.ts";
import type { CurvesOfRows } from "../../protocol/openedSweep.ts";
import { reportName } from "../../sweep/html/reportName.ts";
import type { RunRow } from "../../sweep/rows/runRow.ts";
import { exportedRun, type RunFacts } from "../../sweep/rows/exportedRun.ts";
import type { WorkerClient } from "../../worker/client.ts";
import { RefusalError } from "../../worker/pendingRequests.ts";
import type { Run } from "../runs/runs.ts";
import { UserError } from "../vscode/errorBoundary.ts";
import { openReport } from "../vscode/openReport.ts";
import { writeFile } from "../vscode/saveFile.ts";

export interface ReportSources<One> {
  readonly client: WorkerClient;
  /** The runs of the report as they are now. */
  runs(): readonly One[];
  readonly rowOf: (run: One) => RunRow;
  /** What is missing of the runs anyway, in sentences. */
  readonly missing?: () => readonly string[];
  /** Whether it is known what a run came to. */
  readonly hasResults: (run: One) => boolean;
  /** Whether there will never be results of a run. */
  readonly isLeftOut: (run: One) => boolean;
  /** Where the curves of runs are. */
  readonly curvesOf: (runs: readonly One[]) => CurvesOfRows;
  /** What its row does not say. */
  readonly factsOf: (run: One) => RunFacts;
  /** Fires when more may be known of a run. */
  readonly onDidLearn: vscode.Event<void>;
}

/**
 * Writes the report of some runs into a folder that the person names, as `slopewise sweep --out` does. Runs that are still
 * being read are waited for.
 * @throws {UserError} where it cannot be made or written.
 */
export async function exportReport<One>(sources: ReportSources<One>): Promise<void> {
  if (sources.runs().length === 0) {
    throw new UserError(t("There are no runs for a report."));
  }
  const folder = await chosenFolder();
  if (folder === undefined) {
    return;
  }
  const location = vscode.ProgressLocation.Notification;
  const options = { location, title: t("Exporting the report"), cancellable: true };
  const count = await vscode.window.withProgress(options, (progress, token) => {
    const say = (message: string, increment = 0): void => progress.report({ message, increment });
    return write(folder, { ...sources, say, token });
  });
  if (count !== null) {
    await offer(folder, count);
  }
}

interface Work<One> extends ReportSources<One> {
  readonly token: vscode.CancellationToken;
  /** Says what is being done; `increment`: by how many percent more is done. */
  say(message: string, increment?: number): void;
}

/** `sweep.json` of some runs, once all is known of them that will be; null where somebody stops it. @throws {UserError} where it cannot be made. */
export async function sweepNumbers<One>(
  sources: ReportSources<One>,
  token: vscode.CancellationToken,
): Promise<string | null> {
  const report = await reportOf({ ...sources, token, say: () => undefined });
  return report?.files.find(([path]) => path === "sweep.json")?.[1] ?? null;
}

interface Report {
  readonly count: number;
  readonly files: ReportFiles["files"];
}

/** The report of the runs; null where the person stopped it. */
async function reportOf<One>(work: Work<One>): Promise<Report | null> {
  const runs = await knownRuns(work);
  if (runs === null) {
    return null;
  }
  work.say(counted(runs.length, ["Analyzing {0} run…", "Analyzing {0} runs…"]));
  const known = runs.filter(work.hasResults).map((run) => ({ run, row: work.rowOf(run) }));
  const exported = known.map(({ run, row }) => exportedRun(row, work.factsOf(run)));
  const replicate = new Set(known.flatMap(({ row }) => row.replicate ?? []));
  const left = runs.length - known.length;
  const unread = left === 0 ? [] : [counted(left, ["{0} run could not be read.", "{0} runs could not be read."])];
  const missing = [...(work.missing?.() ?? []), ...unread];
  const { files } = await work.client
    .report(exported, {
      replicate: replicate.size === 0 ? null : [...replicate],
      missing,
      curves: work.curvesOf(known.map(({ run }) => run)),
    })
    .catch((error: unknown) => {
      throw error instanceof RefusalError ? new UserError(error.message) : error;
    });
  return { count: exported.length, files };
}

/** How many runs the report is of; null where the person stopped it. */
async function write<One>(folder: vscode.Uri, work: Work<One>): Promise<number | null> {
  const report = await reportOf(work);
  if (report === null) {
    return null;
  }
  const { files, count } = report;
  // Whoever finds a report finds all that it is of.
  const ordered = [...files].sort(([one], [other]) => Number(one === reportName) - Number(other === reportName));
  for (const [path, text] of ordered) {
    if (work.token.isCancellationRequested) {
      return null;
    }
    work.say(t("Writing {0}…", path), 100 / files.length);
    await put(vscode.Uri.joinPath(folder, path), text);
  }
  return count;
}

/** The runs, once all is known of them that will be; null where the person does not wait so long. */
async function knownRuns<One>(work: Work<One>): Promise<readonly One[] | null> {
  while (!work.token.isCancellationRequested) {
    const runs = work.runs();
    const known = runs.filter((run) => work.hasResults(run) || work.isLeftOut(run)).length;
    if (known === runs.length) {
      return runs;
    }
    work.say(t("Reading: {0} of {1} runs done…", known, runs.length));
    await firstOf([work.onDidLearn, work.token.onCancellationRequested]);
  }
  return null;
}

/** Whether there will never be results of a run of the workspace: its log is gone, empty or cannot be read. */
export function isLeftOut({ status }: Run): boolean {
  const isUnreadable = status?.findings.some(({ code }) => code === "unreadable") === true;
  return status !== null && (status.gone || isUnreadable || (status.lastRead !== null && status.records === 0));
}

function firstOf(events: readonly vscode.Event<unknown>[]): Promise<void> {
  return new Promise((resolve) => {
    const listeners = events.map((event) =>
      event(() => {
        listeners.forEach((listener) => void listener.dispose());
        resolve();
      }),
    );
  });
}

/** What the row of a run of the workspace does not say. */
export function factsOf({ label, source, status }: Run): RunFacts {
  const count = (wanted: string): number => status?.findings.filter(({ severity }) => severity === wanted).length ?? 0;
  return {
    log: label,
    format: source?.format ?? "jsonl",
    findings: { error: count("error"), warning: count("warning") },
  };
}

/** Files that a report would replace. */
const ownNames: readonly string[] = ["runs.csv", "sweep.json", reportName];

/** The folder that the person names; where files of a report's names are in it, they are asked once more. */
async function chosenFolder(): Promise<vscode.Uri | undefined> {
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri;
  const chosen = await vscode.window.showOpenDialog({
    ...(workspace === undefined ? {} : { defaultUri: workspace }),
    canSelectFiles: false,
    canSelectFolders: true,
    title: t("Select a Folder for the Report"),
    openLabel: t("Export Here"),
  });
  const [folder] = chosen ?? [];
  if (folder === undefined) {
    return undefined;
  }
  const there = await Promise.resolve(vscode.workspace.fs.readDirectory(folder)).catch(() => []);
  const taken = there.map(([name]) => name).filter((name) => ownNames.includes(name));
  if (taken.length === 0) {
    return folder;
  }
  const replace = t("Replace");
  const question = t("{0} already has {1}.", vscode.workspace.asRelativePath(folder), taken.join(", "));
  const answer = await vscode.window.showWarningMessage(question, { modal: true }, replace);
  return answer === replace ? folder : undefined;
}

async function put(file: vscode.Uri, text: string | null): Promise<void> {
  if (text !== null) {
    await writeFile(file, new TextEncoder().encode(text));
    return;
  }
  const isThere = await Promise.resolve(vscode.workspace.fs.stat(file)).then(
    () => true,
    () => false,
  );
  if (isThere) {
    await vscode.workspace.fs.delete(file);
  }
}

async function offer(folder: vscode.Uri, count: number): Promise<void> {
  const [open, show] = [t("Open"), t("Show in Folder")];
  const file = vscode.Uri.joinPath(folder, reportName);
  const said = t("Saved the report of {0} runs as {1}.", count, vscode.workspace.asRelativePath(file));
  const chosen = await vscode.window.showInformationMessage(said, open, show);
  if (chosen === open) {
    await openReport(file);
  } else if (chosen === show) {
    await vscode.commands.executeCommand("revealInExplorer", file);
  }
}
