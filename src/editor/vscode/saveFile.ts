import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import type { SavedKind } from "../../protocol/panel.ts";
import type { SavedFile } from "../../protocol/runsPage.ts";
import { UserError } from "./errorBoundary.ts";

/** What a chart of a run shows. */
export interface SavedChart {
  readonly kind: SavedKind;
  /** Of the file, without its ending. */
  readonly name: string;
  /** A PNG in base64. */
  readonly text: string;
}

/** Writes what a chart shows to a file that the person names, by default next to the log. */
export async function saveNextToLog(log: vscode.Uri, { kind, name, text }: SavedChart): Promise<void> {
  const chosen = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(log, "..", `${name}.${kind}`),
    filters: { [kind.toUpperCase()]: [kind] },
    title: t("Save as {0}", kind.toUpperCase()),
  });
  if (chosen !== undefined) {
    await writeFile(chosen, bytesOf(kind, text));
    sayWhere(chosen);
  }
}

/** Writes what a page drew of many runs to a file that the person names, by default in the first folder of the workspace. */
export async function saveFile({ kind, name, content }: SavedFile): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = `${name.replace(/[^\w-]+/g, "-")}.${kind}`;
  const chosen = await vscode.window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, file) }),
    filters: { [kind.toUpperCase()]: [kind] },
    title: t("Save as {0}", kind.toUpperCase()),
  });
  if (chosen !== undefined) {
    await writeFile(chosen, bytesOf(kind, content));
    sayWhere(chosen);
  }
}

/** A PNG comes in base64, all else as text. */
function bytesOf(kind: string, text: string): Uint8Array {
  return kind === "png" ? Buffer.from(text, "base64") : new TextEncoder().encode(text);
}

/** Says where a file is now, and opens it if the person wants. */
function sayWhere(file: vscode.Uri): void {
  const open = t("Open");
  void vscode.window
    .showInformationMessage(t("Saved {0}.", vscode.workspace.asRelativePath(file)), open)
    .then((chosen) => {
      if (chosen === open) {
        void vscode.commands.executeCommand("vscode.open", file);
      }
    });
}

/** Writes a file. @throws {UserError} with the reason where that cannot be done. */
export async function writeFile(file: vscode.Uri, content: Uint8Array): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(file, content);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(t("{0} cannot be written: {1}", file.fsPath, reason));
  }
}
