import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import { UserError } from "./errorBoundary.ts";

/** The folder of the workspace, or the one that the person picks where there are several; undefined for none. */
export async function chooseFolder(question: string): Promise<vscode.Uri | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 0) {
    throw new UserError(t("Open a folder first."));
  }
  const [only] = folders;
  const chosen = folders.length === 1 ? only : await vscode.window.showWorkspaceFolderPick({ placeHolder: question });
  return chosen?.uri;
}
