import * as vscode from "vscode";
import { t } from "../../l10n.ts";
import { UserError } from "./errorBoundary.ts";

/** Nothing is written in a folder that the person does not trust. @throws {UserError} there. */
export function demandTrust(): void {
  if (!vscode.workspace.isTrusted) {
    throw new UserError(t("Slopewise writes nothing in a workspace that is not trusted. Trust it and try again."));
  }
}
