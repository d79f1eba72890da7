import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import type { WorkerClient } from "../../worker/client.ts";
import { ErrorBoundary, UserError } from "../vscode/errorBoundary.ts";
import { checkAll } from "./checkAll.ts";
import type { ContractChanges } from "./contractChanges.ts";
import { createContract } from "./createContract.ts";
import type { CsvActions } from "./csvActions.ts";
import { insertLoggingCode } from "./insertLoggingCode.ts";
import { chooseSweep, chooseTable } from "./openSweep.ts";
import { runsToCompare } from "./runsToCompare.ts";
import { folderOf, logFileOf, textLogOf } from "../runs/logPlace.ts";
import type { Run, Runs } from "../runs/runs.ts";

export interface CommandTargets {
  readonly boundary: ErrorBoundary;
  readonly runs: Runs;
  readonly client: WorkerClient;
  readonly csv: CsvActions;
  readonly contracts: ContractChanges;
  /** Shows the table of runs. */
  openRuns(): void;
  /** Writes the report of the runs that the table shows. */
  exportReport(): void;
  /** Shows the sweep of a folder of parts. */
  openSweep(folder: string): Promise<void>;
  openReview(run: Run): void;
  compare(runs: readonly Run[]): void;
  /** The run that is selected in the view. */
  selected(): Run | undefined;
  search(): Promise<void>;
  /** Resolves once the workspace has been searched for the first time. */
  found(): Promise<void>;
}

/** Registers every command of the manifest. */
export function registerCommands(targets: CommandTargets): vscode.Disposable {
  return vscode.Disposable.from(runCommands(targets), workspaceCommands(targets));
}

/** Commands about one run: that of the row where they are called, or one that the person picks. */
function runCommands(targets: CommandTargets): vscode.Disposable {
  const { boundary, runs, csv } = targets;
  const withRun =
    (what: string, act: (run: Run) => Promise<void> | void) =>
    async (target?: unknown): Promise<void> => {
      await foundRuns(targets);
      const run = await chooseRun(runs, target, what);
      await (run === undefined ? undefined : act(run));
    };
  return vscode.Disposable.from(
    boundary.command(
      "slopewise.openReview",
      withRun(t("Select a run to review"), (run) => targets.openReview(run)),
    ),
    boundary.command(
      "slopewise.generateCsv",
      withRun(t("Select a run to generate its CSV"), (run) => csv.generate(run)),
    ),
    boundary.command(
      "slopewise.openLog",
      withRun(t("Select a run to open its log"), (run) => openLog(run, null)),
    ),
    boundary.command(
      "slopewise.openCsv",
      withRun(t("Select a run to open its CSV"), (run) => csv.open(run)),
    ),
    boundary.command(
      "slopewise.writeDerivedCsv",
      withRun(t("Select a run to derive columns for"), (run) => csv.writeDerived(run)),
    ),
    boundary.command(
      "slopewise.compareCsv",
      withRun(t("Select a run to compare its CSV"), (run) => csv.compare(run)),
    ),
  );
}

/** Commands about several runs, or the workspace. */
function workspaceCommands(targets: CommandTargets): vscode.Disposable {
  const { boundary, csv } = targets;
  return vscode.Disposable.from(
    boundary.command("slopewise.openRuns", () => targets.openRuns()),
    boundary.command("slopewise.exportReport", async () => {
      await foundRuns(targets);
      targets.exportReport();
    }),
    boundary.command("slopewise.openSweep", async (target?: unknown) => {
      const folder = await chooseSweep(target);
      await (folder === undefined ? undefined : targets.openSweep(folder));
    }),
    boundary.command("slopewise.openTable", async (target?: unknown) => {
      const file = await chooseTable(target);
      await (file === undefined ? undefined : targets.openSweep(file));
    }),
    boundary.command("slopewise.compareRuns", (_item?: unknown, selection?: unknown) => compare(targets, selection)),
    boundary.command("slopewise.openSelectedReview", () => {
      const run = targets.selected();
      if (run !== undefined) {
        targets.openReview(run);
      }
    }),
    boundary.command("slopewise.generateAllCsvs", async () => {
      await foundRuns(targets);
      await csv.generateAllMissing();
    }),
    boundary.command("slopewise.createContract", async () => {
      await foundRuns(targets);
      await createContract(targets);
    }),
    boundary.command("slopewise.insertLoggingCode", (folder) =>
      insertLoggingCode({ folder: folder instanceof vscode.Uri ? folder : undefined }),
    ),
    boundary.command("slopewise.checkAll", () => checkAll(targets)),
    boundary.command("slopewise.showLog", () => boundary.output.show()),
  );
}

/** Compares the runs that are selected in the view, or those that a person picks. */
async function compare(targets: CommandTargets, selection: unknown): Promise<void> {
  await foundRuns(targets);
  const chosen = await runsToCompare(targets.runs, selection);
  if (chosen.length > 0) {
    targets.compare(chosen);
  }
}

/**
 * Opens the log of a run as text, at a line (1-based) where one is meant. A binary log, or one of many files, is shown
 * where it lies: its tool opens it.
 */
export async function openLog(run: Run, line: number | null, viewColumn = vscode.ViewColumn.Active): Promise<void> {
  const text = textLogOf(run);
  if (text === null) {
    await vscode.commands.executeCommand("revealInExplorer", logFileOf(run));
    vscode.window.setStatusBarMessage(t("This log is not text, so it cannot be opened. The Explorer shows it."), 5_000);
    return;
  }
  const position = new vscode.Position((line ?? 1) - 1, 0);
  const selection = new vscode.Range(position, position);
  await vscode.commands.executeCommand("vscode.open", text, { selection, viewColumn });
}

/** A command may be what activates the extension: the runs are still being looked for then. */
async function foundRuns(targets: CommandTargets): Promise<void> {
  if (!targets.runs.searched) {
    const options = { location: vscode.ProgressLocation.Window, title: t("Looking for runs…") };
    await vscode.window.withProgress(options, () => targets.found());
  }
}

/** The run that a command is about: the one it was called on, that of the active editor, or the one a person picks. */
async function chooseRun(runs: Runs, target: unknown, what: string): Promise<Run | undefined> {
  if (target instanceof vscode.Uri || typeof target === "string") {
    return runOf(runs, target instanceof vscode.Uri ? target : vscode.Uri.file(target), what);
  }
  const active = vscode.window.activeTextEditor?.document.uri;
  const open = active === undefined ? undefined : runs.at(active);
  if (open !== undefined) {
    return open;
  }
  if (runs.all.length === 0) {
    throw new UserError(
      t(
        'This workspace has no runs. Open a folder with the log of a run, such as "metrics.jsonl". If your logs have other names, add them to the setting "slopewise.logs".',
      ),
    );
  }
  return pick(runs.all, what);
}

async function runOf(runs: Runs, uri: vscode.Uri, what: string): Promise<Run | undefined> {
  const run = runs.at(uri);
  if (run !== undefined) {
    return run;
  }
  const inside = runs.holding(uri);
  const isBelow = (one: Run): boolean => folderOf(one).path.startsWith(`${uri.path}/`);
  const below = inside.length > 0 ? inside : runs.all.filter(isBelow);
  if (below.length === 0) {
    throw new UserError(
      t(
        '{0} is not a run of this workspace and contains none. A run is a folder with a log that matches the setting "slopewise.logs", such as "metrics.jsonl".',
        uri.fsPath,
      ),
    );
  }
  return below.length === 1 ? below[0] : pick(below, what);
}

async function pick(runs: readonly Run[], what: string): Promise<Run | undefined> {
  const items = runs.map((run) => ({ label: run.run, description: run.label, run }));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: what, matchOnDescription: true });
  return chosen?.run;
}
