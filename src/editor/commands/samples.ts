import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import { dateLog, sampleName, sampleSource, writeSampleRun } from "../../samples/sampleFiles.ts";
import { sampleParameters, type Scenario } from "../../samples/sampleRun.ts";
import type { ErrorBoundary } from "../vscode/errorBoundary.ts";

/** One sound run and what often goes wrong: what the walkthrough shows. */
const scenarios: readonly Scenario[] = ["sound", "missing-metric", "diverged", "young"];
const hour = 3_600_000;
const length = { epochs: 40, stepsPerEpoch: 250, seed: 1 };

/** Name of the folder for the samples below one that a person chose. */
const folderName = "slopewise-samples";

/** The run that is reviewed first: what it says is seen at once. */
const first: Scenario = "diverged";

/** Samples that a window was opened for, in the state that is kept across windows. */
const continueKey = "samples.continueIn";
const walkthrough = "slopewise.slopewise#start";

/** What making samples needs of the rest of the extension. */
export interface SampleDeps {
  readonly boundary: ErrorBoundary;
  readonly state: vscode.Memento;
  /** Searches the workspace for runs. */
  search(): Promise<void>;
}

/**
 * Registers the command that writes sample runs for who has none at hand, and goes on with the walkthrough in the window
 * that it opened for them.
 */
export function registerSamples(deps: SampleDeps): vscode.Disposable {
  goOn(deps.state).catch((error: unknown) => deps.boundary.log(error));
  return deps.boundary.command("slopewise.createSamples", async (from?: unknown) => {
    const folder = await chooseFolder();
    if (folder !== null) {
      await writeSamples(folder);
      await show(folder, deps, from === "walkthrough");
    }
  });
}

/** A folder for the samples, which is new or empty; null where the person changed their mind. */
async function chooseFolder(): Promise<string | null> {
  const { workspace, window } = vscode;
  const open = workspace.isTrusted ? workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file") : undefined;
  const temporary = { label: t("In a temporary folder"), detail: tmpdir(), at: "temporary" } as const;
  const chosen = { label: t("Other Folder…"), at: "chosen" } as const;
  const here = open && { label: t("In this workspace"), detail: open.uri.fsPath, at: "here" as const };
  const places = [temporary, chosen, ...(here === undefined ? [] : [here])];
  const placeHolder = t("Where should the sample runs go?");
  const place = await window.showQuickPick(places, { placeHolder });
  switch (place?.at) {
    case undefined:
      return null;
    case "temporary":
      return mkdtemp(join(tmpdir(), `${folderName}-`));
    case "here":
      return open === undefined ? null : unusedFolder(open.uri.fsPath);
    case "chosen": {
      const openLabel = t("Write Sample Runs Here");
      const [folder] =
        (await window.showOpenDialog({ canSelectFolders: true, canSelectFiles: false, openLabel })) ?? [];
      return folder === undefined ? null : unusedFolder(folder.fsPath);
    }
  }
}

/** The first of `slopewise-samples`, `slopewise-samples-2`, … that is not there yet. */
async function unusedFolder(parent: string): Promise<string> {
  const present = new Set(await readdir(parent));
  let name = folderName;
  for (let i = 2; present.has(name); i += 1) {
    name = `${folderName}-${i}`;
  }
  return join(parent, name);
}

async function writeSamples(folder: string): Promise<void> {
  const options = { location: vscode.ProgressLocation.Window, title: t("Writing sample runs…") };
  await vscode.window.withProgress(options, async () => {
    for (const [run, scenario] of scenarios.entries()) {
      const source = sampleSource(sampleParameters({ ...length, scenario, run }));
      const path = join(folder, sampleName(run, scenario));
      await writeSampleRun(path, source);
      // All are over, as their logs say, but for the one that has only begun.
      await (scenario === "young" ? undefined : dateLog(join(path, "metrics.jsonl"), new Date(Date.now() - hour)));
    }
  });
}

/** Shows the samples: in this window where its workspace holds them, else in one on their folder. */
async function show(folder: string, deps: SampleDeps, fromWalkthrough: boolean): Promise<void> {
  const uri = vscode.Uri.file(folder);
  if (vscode.workspace.getWorkspaceFolder(uri) !== undefined) {
    await deps.search();
    await present(folder, fromWalkthrough);
    return;
  }
  await deps.state.update(continueKey, { folder, fromWalkthrough });
  const forceNewWindow = vscode.workspace.workspaceFolders !== undefined;
  await vscode.commands.executeCommand("vscode.openFolder", uri, { forceNewWindow });
}

/** The list of the runs, and next to it the walkthrough that asked for them, or one of them. */
async function present(folder: string, fromWalkthrough: boolean): Promise<void> {
  const { executeCommand } = vscode.commands;
  await executeCommand("slopewise.runs.focus");
  if (fromWalkthrough) {
    await executeCommand("workbench.action.openWalkthrough", walkthrough);
  } else {
    const log = join(folder, sampleName(scenarios.indexOf(first), first), "metrics.jsonl");
    await executeCommand("slopewise.openReview", vscode.Uri.file(log));
  }
}

/** Goes on in the window that was opened for the samples, and there only once. */
async function goOn(state: vscode.Memento): Promise<void> {
  const kept = state.get<unknown>(continueKey);
  if (typeof kept !== "object" || kept === null || !("folder" in kept) || typeof kept.folder !== "string") {
    return;
  }
  const { folder } = kept;
  if (vscode.workspace.workspaceFolders?.some(({ uri }) => uri.fsPath === folder) === true) {
    await state.update(continueKey, undefined);
    await present(folder, "fromWalkthrough" in kept && kept.fromWalkthrough === true);
  }
}
