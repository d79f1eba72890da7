import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import { listRuns, resolveRun, type NamedRun } from "../../run/runChoice.ts";
import type { Run, Runs } from "../runs/runs.ts";

/**
 * The run that a language model means, once its log has been read to its end for the first time. `wanted`: its name, as
 * the model sent it; without one it is that of the active editor, or the only one there is.
 * @throws {Error} where no run or several are meant, in a sentence that the model can act on.
 */
export async function runForTool(runs: Runs, wanted: unknown, token: vscode.CancellationToken): Promise<Run> {
  return whenRead(runs, chosen(runs, wanted), token);
}

/** The run that is named; without a name that of the active editor, or the only one there is. */
function chosen(runs: Runs, wanted: unknown): Run {
  const named = runs.all.map((run): NamedRun & { of: Run } => ({ ...run, path: run.uri.fsPath, of: run }));
  if (typeof wanted === "string" && wanted.trim() !== "") {
    return resolveRun(named, wanted).of;
  }
  const active = vscode.window.activeTextEditor?.document.uri;
  const meant = (active && runs.at(active)) ?? (runs.all.length === 1 ? runs.all[0] : undefined);
  if (meant === undefined) {
    throw new Error(t('Pass the run as "run". {0}', listRuns(named)));
  }
  return meant;
}

/** The run once its log has been read to its end for the first time. */
async function whenRead(runs: Runs, run: Run, token: vscode.CancellationToken): Promise<Run> {
  const now = (): Run | undefined => runs.at(run.uri);
  const listeners: vscode.Disposable[] = [];
  try {
    return await new Promise<Run>((resolve, reject) => {
      const look = (): void => {
        const current = now();
        if (current === undefined) {
          reject(new Error(t("{0} no longer exists.", run.label)));
        } else if (typeof current.status?.lastRead === "number" && current.status.progress === null) {
          resolve(current);
        }
      };
      listeners.push(
        runs.onDidChange(look),
        token.onCancellationRequested(() => reject(new vscode.CancellationError())),
      );
      look();
    });
  } finally {
    listeners.forEach((listener) => void listener.dispose());
  }
}
