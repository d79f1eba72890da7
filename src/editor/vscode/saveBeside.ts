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

/** Writes a figure of many runs to a file that the person names, by default in the first folder of the workspace. */
export async function saveFigure({ name, svg }: { readonly name: string; readonly svg: string }): Promise<void> {
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const file = `${name.replace(/[^\w-]+/g, "-")}.svg`;
  const chosen = await vscode.window.showSaveDialog({
    ...(folder === undefined ? {} : { defaultUri: vscode.Uri.joinPath(folder, file) }),
    filters: { SVG: ["svg"] },
    title: t("Save the Figure as SVG"),
  });
  if (chosen !== undefined) {
    await write(chosen, svg);
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
