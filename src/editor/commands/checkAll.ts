import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import type { WorkerClient } from "../../worker/client.ts";
import { checkSummary } from "../runs/runText.ts";
import type { Run, Runs } from "../runs/runs.ts";

export interface CheckTargets {
  readonly runs: Runs;
  readonly client: WorkerClient;
  /** Searches the workspace for runs. */
  search(): Promise<void>;
}

/** Looks for runs, reads all contracts again and checks all runs by them; then shows what was found. */
export async function checkAll(targets: CheckTargets): Promise<void> {
  const options = { location: vscode.ProgressLocation.Notification, title: t("Checking all runs…"), cancellable: true };
  const done = await vscode.window.withProgress(options, async (progress, token) => {
    await targets.search();
    return checkedAgain(targets, progress, token);
  });
  if (!done || targets.runs.all.length === 0) {
    return;
  }
  await vscode.commands.executeCommand("workbench.actions.view.problems");
  void vscode.window.showInformationMessage(checkSummary(targets.runs.all.map(({ status }) => status)));
}

/** Resolves once every run was looked at after now: true; false where the person no longer waits. */
function checkedAgain(
  { runs, client }: CheckTargets,
  progress: vscode.Progress<{ readonly message: string }>,
  token: vscode.CancellationToken,
): Promise<boolean> {
  const start = Date.now();
  const isLeft = ({ status }: Run): boolean => (status?.lastRead ?? 0) < start || status?.progress !== null;
  return new Promise((resolve) => {
    const end = (done: boolean): void => {
      listeners.forEach((listener) => void listener.dispose());
      resolve(done);
    };
    const look = (): void => {
      const { all } = runs;
      const left = all.filter(isLeft).length;
      progress.report({ message: t("{0} of {1}", all.length - left, all.length) });
      if (left === 0) {
        end(true);
      }
    };
    const listeners = [runs.onDidChange(look), token.onCancellationRequested(() => end(false))];
    client.contractsChanged();
    look();
  });
}
