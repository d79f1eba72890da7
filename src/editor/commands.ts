import * as vscode from "vscode";
import type { WorkerClient } from "../worker/client.ts";
import type { ConvertAnswer } from "../worker/messages.ts";
import { Boundary, ShownError } from "./boundary.ts";
import { folderOf, type Run, type Runs } from "./runs.ts";

export interface CommandTargets {
  readonly boundary: Boundary;
  readonly runs: Runs;
  readonly client: WorkerClient;
  openReview(run: Run): void;
  /** The run that is selected in the view. */
  selected(): Run | undefined;
  search(): Promise<void>;
  /** Resolves once the workspace has been searched for the first time. */
  found(): Promise<void>;
}

/** Registers every command of the manifest. */
export function registerCommands(targets: CommandTargets): vscode.Disposable {
  const { boundary, runs, client } = targets;
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
      withRun("Review which run?", (run) => targets.openReview(run)),
    ),
    boundary.command("slopewise.openSelectedReview", () => {
      const run = targets.selected();
      if (run !== undefined) {
        targets.openReview(run);
      }
    }),
    boundary.command(
      "slopewise.generateCsv",
      withRun("Generate the CSV of which run?", (run) => generateCsv(client, run)),
    ),
    boundary.command(
      "slopewise.openLog",
      withRun("Open the log of which run?", (run) => openLog(run.uri, null)),
    ),
    boundary.command(
      "slopewise.openCsv",
      withRun("Open the CSV of which run?", (run) => openCsv(run)),
    ),
    boundary.command("slopewise.checkAll", async () => {
      await targets.search();
      client.contractsChanged();
    }),
    boundary.command("slopewise.showLog", () => boundary.output.show()),
  );
}

/** Opens a log as text, at a line (1-based) where one is meant. */
export async function openLog(log: vscode.Uri, line: number | null): Promise<void> {
  const position = new vscode.Position((line ?? 1) - 1, 0);
  await vscode.commands.executeCommand("vscode.open", log, { selection: new vscode.Range(position, position) });
}

/** Opens the CSV of a run as the person's editor for CSVs shows it. */
export async function openCsv(run: Run): Promise<void> {
  const path = run.status?.csvPath;
  const csv = path === undefined ? undefined : vscode.Uri.file(path);
  if (csv === undefined || !(await exists(csv))) {
    throw new ShownError(`There is no CSV beside ${run.label} yet. "Slopewise: Generate CSV" writes it.`);
  }
  await vscode.commands.executeCommand("vscode.open", csv);
}

/** Writes the CSV of a run; asks before it replaces a file that is not ours. */
export async function generateCsv(client: WorkerClient, run: Run): Promise<void> {
  if (!vscode.workspace.isTrusted) {
    throw new ShownError("Slopewise writes nothing in a workspace that is not trusted. Trust it to generate the CSV.");
  }
  let answer = await convert(client, run, false);
  if (answer.replaceable !== null) {
    const replace = "Replace";
    const name = vscode.workspace.asRelativePath(answer.path);
    const question =
      answer.replaceable === "stale"
        ? `${name} is not what the log gives: it was edited, or the log was written anew. Replace it?`
        : `${name} was not made from this log. Replace it?`;
    const choice = await vscode.window.showWarningMessage(question, { modal: true }, replace);
    if (choice !== replace) {
      return;
    }
    answer = await convert(client, run, true);
  }
  if (!answer.done) {
    throw new ShownError(answer.message);
  }
  vscode.window.setStatusBarMessage(`$(check) ${answer.message}`, 5_000);
}

async function convert(client: WorkerClient, run: Run, force: boolean): Promise<ConvertAnswer> {
  const options = { location: vscode.ProgressLocation.Window, title: `Generating the CSV of ${run.run}…` };
  return vscode.window.withProgress(options, () => client.convert(run.uri.fsPath, { force, derived: false }));
}

/** A command may be what activates the extension: the runs are still being looked for then. */
async function foundRuns(targets: CommandTargets): Promise<void> {
  if (!targets.runs.searched) {
    const options = { location: vscode.ProgressLocation.Window, title: "Looking for runs…" };
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
    throw new ShownError(
      'There is no run in this workspace. Open a folder that holds a "metrics.jsonl", or name your logs in the setting "slopewise.logs".',
    );
  }
  return pick(runs.all, what);
}

async function runOf(runs: Runs, uri: vscode.Uri, what: string): Promise<Run | undefined> {
  const run = runs.at(uri);
  if (run !== undefined) {
    return run;
  }
  const below = runs.all.filter((one) => folderOf(one).path.startsWith(`${uri.path}/`));
  if (below.length === 0) {
    throw new ShownError(
      `${uri.fsPath} is no run of this workspace and holds none: a run is a folder with a file that the setting "slopewise.logs" names (by default "metrics.jsonl").`,
    );
  }
  return below.length === 1 ? below[0] : pick(below, what);
}

async function pick(runs: readonly Run[], what: string): Promise<Run | undefined> {
  const items = runs.map((run) => ({ label: run.run, description: run.label, run }));
  const chosen = await vscode.window.showQuickPick(items, { placeHolder: what, matchOnDescription: true });
  return chosen?.run;
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
