import * as vscode from "vscode";
import { UserError } from "./errorBoundary.ts";
import { csvEditorOf } from "./csvEditor.ts";
import { t } from "../../l10n.ts";

const id = "ms-toolsai.datawrangler";

/** The extension's editor for CSVs, by the manifest of the version that is installed; null where there is none. */
function viewType(): string | null {
  const manifest: unknown = vscode.extensions.getExtension(id)?.packageJSON;
  return csvEditorOf(manifest);
}

/** Whether Data Wrangler is installed and opens CSVs. */
export function hasDataWrangler(): boolean {
  return viewType() !== null;
}

/** Opens a CSV in Data Wrangler. @throws {UserError} where that is not installed any more. */
export async function openInDataWrangler(csv: vscode.Uri): Promise<void> {
  const editor = viewType();
  if (editor === null) {
    throw new UserError(t("Data Wrangler is not installed or cannot open CSVs."));
  }
  await vscode.commands.executeCommand("vscode.openWith", csv, editor);
}
