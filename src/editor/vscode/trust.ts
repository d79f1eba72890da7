import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import { ShownError } from "./boundary.ts";

/** Nothing is written in a folder that the person does not trust. @throws {ShownError} there. */
export function demandTrust(): void {
  if (!vscode.workspace.isTrusted) {
    throw new ShownError(t("Slopewise writes nothing in a workspace that is not trusted. Trust it and try again."));
  }
}
