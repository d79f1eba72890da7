import { mkdtemp, readdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import { sampleName, sampleSource, writeSampleRun } from "../../samples/sampleFiles.ts";
import { sampleParameters, type Scenario } from "../../samples/sampleRun.ts";
import type { ErrorBoundary } from "../vscode/errorBoundary.ts";

/** One sound run and what often goes wrong: what the walkthrough shows. */
const scenarios: readonly Scenario[] = ["sound", "missing-metric", "diverged", "young"];
const length = { epochs: 40, stepsPerEpoch: 250, seed: 1 };

/** Name of the folder for the samples below one that a person chose. */
const folderName = "slopewise-samples";

/** Where the walkthrough goes on, in the state that is kept across windows: the folder whose window opens it again. */
const continueKey = "walkthrough.continueIn";
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
      await show(vscode.Uri.file(folder), deps, from === "walkthrough");
    }
  });
}

/** A folder for the samples, which is new or empty; null where the person changed their mind. */
async function chooseFolder(): Promise<string | null> {
  const { workspace, window } = vscode;
  const open = workspace.isTrusted ? workspace.workspaceFolders?.find(({ uri }) => uri.scheme === "file") : undefined;
  const temporary = { label: t("In a temporary folder"), detail: tmpdir(), at: "temporary" } as const;
  const chosen = { label: t("In a folder that I choose…"), at: "chosen" } as const;
  const here = open && { label: t("In this workspace"), detail: open.uri.fsPath, at: "here" as const };
  const places = [temporary, chosen, ...(here === undefined ? [] : [here])];
  const placeHolder = t("Where to write the sample runs?");
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
      await writeSampleRun(join(folder, sampleName(run, scenario)), source);
    }
  });
}

/** Shows the samples in the view: of this window where the workspace holds them, else of one on their folder. */
async function show(folder: vscode.Uri, deps: SampleDeps, goesOn: boolean): Promise<void> {
  if (vscode.workspace.getWorkspaceFolder(folder) !== undefined) {
    await deps.search();
    await vscode.commands.executeCommand("slopewise.runs.focus");
    return;
  }
  if (goesOn) {
    await deps.state.update(continueKey, folder.fsPath);
  }
  const forceNewWindow = vscode.workspace.workspaceFolders !== undefined;
  await vscode.commands.executeCommand("vscode.openFolder", folder, { forceNewWindow });
}

/** Opens the walkthrough again where it had this window opened, and there only once. */
async function goOn(state: vscode.Memento): Promise<void> {
  const folder = state.get<unknown>(continueKey);
  if (typeof folder === "string" && vscode.workspace.workspaceFolders?.some(({ uri }) => uri.fsPath === folder)) {
    await state.update(continueKey, undefined);
    await vscode.commands.executeCommand("workbench.action.openWalkthrough", walkthrough);
    await vscode.commands.executeCommand("slopewise.runs.focus");
  }
}
