import * as vscode from "vscode";
import { diagnosticSource } from "./problems.ts";
import type { Runs } from "./runs.ts";

/** The light bulb on a log: what can be done about it at once. */
export class QuickFixes implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #runs: Runs;
  readonly #registration: vscode.Disposable;

  constructor(runs: Runs) {
    this.#runs = runs;
    this.#registration = vscode.languages.registerCodeActionsProvider({ scheme: "file" }, this, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    });
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const run = this.#runs.at(document.uri);
    const ours = context.diagnostics.filter((diagnostic) => diagnostic.source === diagnosticSource);
    if (run === undefined || ours.length === 0) {
      return [];
    }
    const review = openReview(document.uri, ours);
    return vscode.workspace.isTrusted ? [generateCsv(document.uri, ours), review] : [review];
  }

  dispose(): void {
    this.#registration.dispose();
  }
}

function generateCsv(log: vscode.Uri, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction {
  const about = diagnostics.filter(({ code }) => typeof code === "string" && code.startsWith("csv-"));
  const action = new vscode.CodeAction("Generate CSV", vscode.CodeActionKind.QuickFix);
  action.diagnostics = about.length > 0 ? about : [...diagnostics];
  action.isPreferred = about.length > 0;
  action.command = { command: "slopewise.generateCsv", title: "Generate CSV", arguments: [log] };
  return action;
}

function openReview(log: vscode.Uri, diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction {
  const action = new vscode.CodeAction("Open Run Review", vscode.CodeActionKind.QuickFix);
  action.diagnostics = [...diagnostics];
  action.command = { command: "slopewise.openReview", title: "Open Run Review", arguments: [log] };
  return action;
}
