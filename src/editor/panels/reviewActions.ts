import * as vscode from "vscode";
import type { Finding } from "../../contract/model/finding.ts";
import { t } from "../../l10n.ts";
import { openLog } from "../commands/commands.ts";
import type { CsvActions } from "../commands/csvActions.ts";
import type { RoleChanges } from "../commands/roleChanges.ts";
import type { Run, Runs } from "../runs/runs.ts";
import { openInDataWrangler } from "../vscode/dataWrangler.ts";
import { UserError } from "../vscode/errorBoundary.ts";
import type { PanelActions } from "./runPanel.ts";

export interface ReviewActionDeps {
  readonly runs: Runs;
  readonly csv: CsvActions;
  readonly roles: RoleChanges;
  /** Offers what can be done about the finding of a run that has this key, one of those `shown`. */
  readonly fix: (run: Run, key: string, shown: readonly Finding[]) => Promise<void>;
  readonly failed: (error: unknown) => void;
}

/** What a review does for the person who looks at it. */
export function reviewActions({ runs, csv, roles, fix, failed }: ReviewActionDeps): PanelActions {
  const runOf = (log: vscode.Uri): Run => {
    const known = runs.at(log);
    if (known === undefined) {
      throw new UserError(t("{0} is no longer a run of this workspace.", log.fsPath));
    }
    return known;
  };
  return {
    // A line that a chart or a finding names is wanted next to it.
    openLog: async (log, line) =>
      openLog(runOf(log), line, line === null ? vscode.ViewColumn.Active : vscode.ViewColumn.Beside),
    openCsv: async (log) => csv.open(runOf(log)),
    wrangleCsv: async (log) => csv.open(runOf(log), openInDataWrangler),
    fix: async (log, key, shown) => fix(runOf(log), key, shown),
    readAs: (log, role, column) => roles.readAs(log.fsPath, role, column),
    readAutomatically: (log) => roles.readAutomatically(log.fsPath),
    writeRoles: async (log) => roles.write(runOf(log)),
    failed,
  };
}
