import * as vscode from "vscode";
import { builtInContract } from "../../contract/model/builtIn.ts";
import { contractFileName, type Contract } from "../../contract/model/contract.ts";
import { t } from "../../l10n.ts";
import type { WorkerClient } from "../../worker/client.ts";
import { UserError } from "../vscode/errorBoundary.ts";
import { builtInRemark, contractIn, writeContract } from "./contractFiles.ts";
import { folderOf } from "../runs/logPlace.ts";
import type { Run, Runs } from "../runs/runs.ts";
import { chooseFolder } from "../vscode/chooseFolder.ts";
import { demandTrust } from "../vscode/trust.ts";

export interface ContractSources {
  readonly runs: Runs;
  readonly client: WorkerClient;
}

/** Writes a contract for a folder of the workspace, built-in or as a run keeps it, and opens it. */
export async function createContract(sources: ContractSources): Promise<void> {
  demandTrust();
  const folder = await chooseFolder(t("For the runs of which folder?"));
  const uri = folder === undefined ? undefined : contractIn(folder);
  if (uri === undefined || !(await mayReplace(uri))) {
    return;
  }
  const chosen = await chooseSource(sources);
  if (chosen !== undefined) {
    await writeContract(uri, chosen.contract, chosen.remark);
    await vscode.window.showTextDocument(uri);
  }
}

/** Writes a contract into a run's own folder, as the run keeps it or the built-in one, and opens it. */
export async function createContractOf(run: Run, client: WorkerClient, source: "logged" | "builtIn"): Promise<void> {
  demandTrust();
  const uri = vscode.Uri.joinPath(folderOf(run), contractFileName);
  if (await mayReplace(uri)) {
    const chosen =
      source === "builtIn"
        ? { contract: builtInContract, remark: builtInRemark() }
        : { contract: await inferred(client, run), remark: inferredRemark(run) };
    await writeContract(uri, chosen.contract, chosen.remark);
    await vscode.window.showTextDocument(uri);
  }
}

/** True where no contract stands there, or the person has it replaced; one that stays is opened. */
async function mayReplace(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
  } catch {
    return true;
  }
  const [open, replace] = [t("Open It"), t("Replace")];
  const question = t("{0} is there already.", vscode.workspace.asRelativePath(uri));
  const choice = await vscode.window.showWarningMessage(question, { modal: true }, open, replace);
  if (choice === open) {
    await vscode.window.showTextDocument(uri);
  }
  return choice === replace;
}

interface Chosen {
  readonly contract: Contract;
  readonly remark: string;
}

async function chooseSource({ runs, client }: ContractSources): Promise<Chosen | undefined> {
  const builtIn = { label: t("The built-in contract"), detail: t("18 metrics of a thorough analysis"), run: null };
  const separator = {
    label: t("What a run logs: its names and cadences"),
    kind: vscode.QuickPickItemKind.Separator,
    run: null,
  };
  const items = runs.all.map((run) => ({ label: run.run, description: run.label, run }));
  const all = items.length === 0 ? [builtIn] : [builtIn, separator, ...items];
  const placeHolder = t("Make the contract from what?");
  const choice = await vscode.window.showQuickPick(all, { placeHolder, matchOnDescription: true });
  if (choice === undefined) {
    return undefined;
  }
  return choice.run === null
    ? { contract: builtInContract, remark: builtInRemark() }
    : { contract: await inferred(client, choice.run), remark: inferredRemark(choice.run) };
}

async function inferred(client: WorkerClient, run: Run): Promise<Contract> {
  const options = { location: vscode.ProgressLocation.Window, title: t("Reading what {0} logs…", run.run) };
  const contract = await vscode.window.withProgress(options, () => client.ask("inferred", run.uri.fsPath));
  if (contract.metrics.size === 0) {
    throw new UserError(t("{0} holds too little to make a contract from: a metric needs three numbers.", run.label));
  }
  return contract;
}

function inferredRemark(run: Run): string {
  return t(
    "What the log of every training run in this folder and below must hold.\nMade from what {0} logs: relax what need not come so often.",
    run.label,
  );
}
