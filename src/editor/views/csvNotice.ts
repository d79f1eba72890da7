import { basename } from "node:path";
import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import type { Run, Runs } from "../runs/runs.ts";
import type { LiveSettings } from "../vscode/settings.ts";

/** In the workspace's state: that the user knows of the CSVs that are written unasked. */
const toldKey = "csv.told";

/** Says once in a workspace, when the first CSV stands there, that CSVs are kept next to logs, and offers to turn that off. */
export function noticeOfCsvs(runs: Runs, settings: LiveSettings, state: vscode.Memento): vscode.Disposable {
  const listener = runs.onDidChange(({ updated }) => {
    const run = updated.find(hasOwnCsv);
    if (settings.current.csv !== "on" || run === undefined || state.get(toldKey) === true) {
      return;
    }
    listener.dispose();
    void state.update(toldKey, true);
    void tell(run);
  });
  return listener;
}

/** Whether a run was read to its end and its CSV stands next to it as it should. */
function hasOwnCsv({ status, uri }: Run): boolean {
  return (
    /\.(jsonl|ndjson)$/i.test(uri.path) &&
    status !== null &&
    status.records > 0 &&
    status.lastRead !== null &&
    status.progress === null &&
    !status.findings.some(({ code }) => code.startsWith("csv-"))
  );
}

async function tell({ status }: Run): Promise<void> {
  const csv = basename(status?.csvPath ?? "");
  const turnOff = t("Turn Off");
  const text = t("Slopewise wrote a CSV next to each JSON Lines log, such as {0}, and will keep it up to date.", csv);
  if ((await vscode.window.showInformationMessage(text, turnOff)) === turnOff) {
    const target = vscode.ConfigurationTarget.Workspace;
    await vscode.workspace.getConfiguration("slopewise").update("csv.write", false, target);
  }
}
