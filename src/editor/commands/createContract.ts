import * as vscode from "vscode";
import { builtInContract } from "../../contract/model/builtIn.ts";
import type { Contract } from "../../contract/model/contract.ts";
import { t } from "../../l10n.ts";
import type { WorkerClient } from "../../worker/client.ts";
import { UserError } from "../vscode/errorBoundary.ts";
import type { ContractChanges } from "./contractChanges.ts";
import type { Run, Runs } from "../runs/runs.ts";
import { chooseFolder } from "../vscode/chooseFolder.ts";
import { demandTrust } from "../vscode/trust.ts";

export interface ContractSources {
  readonly runs: Runs;
  readonly client: WorkerClient;
  readonly contracts: ContractChanges;
}

/** Writes a contract, the built-in one for a folder of the workspace or what a run keeps for that run or all. */
export async function createContract(sources: ContractSources): Promise<void> {
  demandTrust();
  const source = await chooseSource(sources.runs);
  if (source === undefined) {
    return;
  }
  if (source !== null) {
    await createContractOf(source, sources, "logged");
    return;
  }
  const folder = await chooseFolder(t("Select the folder whose runs the contract applies to"));
  await (folder === undefined ? undefined : sources.contracts.createFor(folder, builtInContract, builtInRemark()));
}

/** Writes a contract for a run, as the run keeps it or the built-in one. */
export async function createContractOf(
  run: Run,
  { client, contracts }: Pick<ContractSources, "client" | "contracts">,
  source: "logged" | "builtIn",
): Promise<void> {
  demandTrust();
  await (source === "builtIn"
    ? contracts.create(run, builtInContract, builtInRemark())
    : contracts.create(run, await inferred(client, run), inferredRemark(run)));
}

/** The run that a contract is to be made from, null for the built-in one. */
async function chooseSource(runs: Runs): Promise<Run | null | undefined> {
  const builtIn = { label: t("The built-in contract"), detail: t("18 metrics for a thorough analysis"), run: null };
  const separator = {
    label: t("What a run logs: its names and intervals"),
    kind: vscode.QuickPickItemKind.Separator,
    run: null,
  };
  const items = runs.all.map((run) => ({ label: run.run, description: run.label, run }));
  const all = items.length === 0 ? [builtIn] : [builtIn, separator, ...items];
  const placeHolder = t("Select what the contract starts from");
  const choice = await vscode.window.showQuickPick(all, { placeHolder, matchOnDescription: true });
  return choice?.run;
}

async function inferred(client: WorkerClient, run: Run): Promise<Contract> {
  const options = { location: vscode.ProgressLocation.Window, title: t("Reading the metrics of {0}…", run.run) };
  const contract = await vscode.window.withProgress(options, () => client.ask("inferred", run.uri.fsPath));
  if (contract.metrics.size === 0) {
    throw new UserError(t("{0} has too little data for a contract: a metric needs three numbers.", run.label));
  }
  return contract;
}

/** What a contract says of itself that was made from the built-in one. */
function builtInRemark(): string {
  return t(
    "What the log of every training run in this folder and below must contain.\nCreated from the built-in contract: remove what your runs do not have to log.",
  );
}

function inferredRemark(run: Run): string {
  return t(
    "What the log of every training run in this folder and below must contain.\nCreated from what {0} logs: relax what does not have to be logged so often.",
    run.label,
  );
}
