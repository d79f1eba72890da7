import { dirname } from "node:path";
import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import { passedOver } from "../runs/logCandidates.ts";

/** So many files of parts are looked at for the folders that hold them. */
const mostParts = 10_000;

/** The folder of a sweep in parts: that of the Explorer where it was called there, else one that a person picks; undefined for none. */
export async function chooseSweep(target: unknown): Promise<string | undefined> {
  if (target instanceof vscode.Uri) {
    return target.fsPath;
  }
  const elsewhere = { label: t("Another folder…"), folder: null };
  const found = (await sweepFolders()).map((folder) => ({ label: vscode.workspace.asRelativePath(folder), folder }));
  if (found.length > 0) {
    const placeHolder = t("Open the sweep of which folder?");
    const chosen = await vscode.window.showQuickPick<(typeof found)[number] | typeof elsewhere>([...found, elsewhere], {
      placeHolder,
    });
    if (chosen?.folder !== null) {
      return chosen?.folder;
    }
  }
  const [folder] =
    (await vscode.window.showOpenDialog({
      canSelectFiles: false,
      canSelectFolders: true,
      openLabel: t("Open Sweep"),
      title: t("Open the Parts of a Sweep"),
    })) ?? [];
  return folder?.fsPath;
}

/** The folders of the workspace that hold parts of a sweep. */
async function sweepFolders(): Promise<readonly string[]> {
  const parts = await vscode.workspace.findFiles("**/runs/part-*.parquet", passedOver, mostParts);
  return [...new Set(parts.map(({ fsPath }) => dirname(dirname(fsPath))))].sort();
}
