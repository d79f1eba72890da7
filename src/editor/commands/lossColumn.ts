import * as vscode from "vscode";
import { addRoleNames } from "../../contract/file/contractEdits.ts";
import { measured } from "../../contract/texts/sentences.ts";
import { counted, grouped, t } from "../../l10n.ts";
import type { LossColumns } from "../../protocol/runAnswers.ts";
import type { LossChoice } from "../../series/roles/lossChoices.ts";
import type { WorkerClient } from "../../worker/client.ts";
import type { Run, Runs } from "../runs/runs.ts";
import { UserError } from "../vscode/errorBoundary.ts";
import type { ContractChanges } from "./contractChanges.ts";

export interface LossColumnDeps {
  readonly runs: Runs;
  readonly client: WorkerClient;
  readonly contracts: ContractChanges;
}

/** More other runs than these are not looked at: whoever chose a column waits for what comes next. */
const mostLookedAt = 100;

/**
 * Lets a person choose the column that the loss of a run is, and writes its name into a contract: of the run's own folder,
 * or for all runs that log this column and whose loss is not known either. The name is added to those that are read already.
 */
export async function nameLossColumn(run: Run, deps: LossColumnDeps): Promise<void> {
  const column = await chooseColumn(run, deps.client);
  if (column === undefined) {
    return;
  }
  const others = await lookAtOthers(run, deps);
  if (others === null) {
    return;
  }
  const holders = others.filter(({ known }) => known.columns.some((one) => one.column === column));
  // Runs that log the column too and whose loss is known keep it: its name comes first.
  const kept = [...new Set(holders.flatMap(({ known }) => known.loss ?? []))].filter((name) => name !== column);
  const alike = holders.filter(({ known }) => known.loss === null).map((one) => one.run);
  await deps.contracts.change(run, addRoleNames("trainLoss", [column]), {
    runs: alike,
    edit: addRoleNames("trainLoss", [...kept, column]),
    label: counted(
      alike.length + 1,
      ["The {0} run whose loss is unknown and that logs {1}", "All {0} runs whose loss is unknown and that log {1}"],
      column,
    ),
    detail: t("Runs whose loss is known keep it."),
  });
}

async function chooseColumn(run: Run, client: WorkerClient): Promise<string | undefined> {
  const { columns } = await client.ask("lossColumns", run.uri.fsPath);
  if (columns.length === 0) {
    throw new UserError(t("{0} logs no numbers.", run.label));
  }
  const items = columns.map((one) => ({ label: one.column, description: valuesText(one), column: one.column }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: t("Training loss of {0}", run.run),
    placeHolder: t("Which column is the training loss?"),
    matchOnDescription: false,
  });
  return chosen?.column;
}

function valuesText({ values, first, last }: LossChoice): string {
  return counted(values, ["{0} value: {1}", "{0} values, from {1} to {2}"], measured(first), measured(last));
}

interface OtherRun {
  readonly run: Run;
  readonly known: LossColumns;
}

/**
 * The other runs of the workspace folder and what they log; those that cannot be read now are passed over. Null where the
 * person cancels.
 */
async function lookAtOthers(run: Run, { runs, client }: LossColumnDeps): Promise<readonly OtherRun[] | null> {
  const folder = vscode.workspace.getWorkspaceFolder(run.uri)?.uri.toString();
  const isNear = ({ uri }: Run): boolean => vscode.workspace.getWorkspaceFolder(uri)?.uri.toString() === folder;
  const others = runs.all.filter((other) => other.uri.fsPath !== run.uri.fsPath && isNear(other));
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: t("Looking for other runs with this column…"),
    cancellable: true,
  };
  return vscode.window.withProgress(options, async (progress, token) => {
    const found: OtherRun[] = [];
    for (const [at, other] of others.slice(0, mostLookedAt).entries()) {
      if (token.isCancellationRequested) {
        return null;
      }
      progress.report({ message: t("{0} of {1}", grouped(at + 1), grouped(Math.min(others.length, mostLookedAt))) });
      const known = await client.ask("lossColumns", other.uri.fsPath).catch(() => null);
      found.push(...(known === null ? [] : [{ run: other, known }]));
    }
    return found;
  });
}
