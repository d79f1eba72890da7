import * as vscode from "vscode";
import { t } from "../../l10n.ts";
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
    await write(chosen, text);
  }
}

async function write(file: vscode.Uri, text: string): Promise<void> {
  try {
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(t("{0} cannot be written: {1}", file.fsPath, reason));
  }
}
