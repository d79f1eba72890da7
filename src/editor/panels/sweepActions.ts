import { stat } from "node:fs/promises";
import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import { openLog } from "../commands/commands.ts";
import type { Run, Runs } from "../runs/runs.ts";
import { UserError } from "../vscode/errorBoundary.ts";
import type { SweepPanelParts } from "./sweepPanel.ts";

/** What the page of a sweep in parts or of a table does with a log, which is read now for the first time, where it is there. */
export function sweepActions(
  runs: Runs,
  openReview: (run: Run) => void,
): Pick<SweepPanelParts, "openReview" | "openLog"> {
  return {
    openReview: async (log) => {
      const run = runs.at(log);
      if (run === undefined) {
        await expectThere(log);
        throw new UserError(t("{0} is not in a folder of this workspace. Add its folder to review it.", log.fsPath));
      }
      openReview(run);
    },
    openLog: async (log) => {
      await expectThere(log);
      const run = runs.at(log);
      await (run === undefined ? vscode.commands.executeCommand("vscode.open", log) : openLog(run, null));
    },
  };
}

/** @throws {UserError} where the log of a run is not there. */
async function expectThere(log: vscode.Uri): Promise<void> {
  const isThere = await stat(log.fsPath).then(
    () => true,
    () => false,
  );
  if (!isThere) {
    throw new UserError(t("The log of this run is not here: {0}. What is known of it is in the table.", log.fsPath));
  }
}
