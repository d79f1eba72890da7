import * as vscode from "vscode";
import { useLanguage } from "../../l10n.ts";

/**
 * Takes over VS Code's display language where Slopewise has texts for it. Where it has none, numbers are written as in
 * English too, so that a sentence is of one language.
 */
export function speakTheEditorsLanguage(): void {
  const { bundle } = vscode.l10n;
  if (bundle !== undefined) {
    useLanguage({ tag: vscode.env.language, texts: bundle });
  }
}
