import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import { readBytes } from "./readBytes.ts";

/**
 * Opens a report: in the browser where that is on the same machine, else in a tab, since a browser elsewhere cannot reach
 * the file. The report's own policy lets it run and load nothing in either.
 */
export async function openReport(file: vscode.Uri): Promise<void> {
  const isHere = vscode.env.remoteName === undefined && vscode.env.uiKind === vscode.UIKind.Desktop;
  if (isHere && (await vscode.env.openExternal(file))) {
    return;
  }
  const text = new TextDecoder().decode((await readBytes(file)) ?? undefined);
  const options = { enableScripts: false, localResourceRoots: [] };
  const panel = vscode.window.createWebviewPanel("slopewise.report", t("Report"), vscode.ViewColumn.Active, options);
  panel.webview.html = text;
}
