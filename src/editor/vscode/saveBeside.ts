import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import type { SavedFile } from "../../protocol/runsPage.ts";
import { UserError } from "./errorBoundary.ts";

/** Writes a picture or a table of a run to a file that the person names, by default beside the log. */
export async function saveBeside(
  log: vscode.Uri,
  { kind, text }: { readonly kind: "svg" | "csv"; readonly text: string },
): Promise<void> {
  const chosen = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(log, "..", `loss.${kind}`),
    filters: { [kind.toUpperCase()]: [kind] },
    title: kind === "svg" ? t("Save the Loss as SVG") : t("Save the Loss as CSV"),
  });
  if (chosen !== undefined) {
    await writeFile(chosen, new TextEncoder().encode(text));
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
    await writeFile(chosen, kind === "png" ? Buffer.from(content, "base64") : new TextEncoder().encode(content));
    sayWhere(chosen);
  }
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
