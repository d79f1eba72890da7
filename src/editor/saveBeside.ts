import * as vscode from "vscode";
import { t } from "../text.ts";

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
    await vscode.workspace.fs.writeFile(chosen, new TextEncoder().encode(text));
  }
}
