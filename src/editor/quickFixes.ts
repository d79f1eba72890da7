import * as vscode from "vscode";
import type { Finding, FindingCode } from "../contract/finding.ts";
import { t } from "../text.ts";
import type { Boundary } from "./boundary.ts";
import type { Fix, FixFamily } from "./fixes/fix.ts";
import { diagnosticSource, isOf } from "./problems.ts";
import type { Run, Runs } from "./runs.ts";

export interface FixSurroundings {
  readonly runs: Runs;
  readonly boundary: Boundary;
  /** In the order in which the light bulb lists them. */
  readonly families: readonly FixFamily[];
  readonly openReview: (run: Run) => void;
  readonly explain: (code: FindingCode) => Promise<void>;
}

/** The light bulb on a log: what can be done about the findings that stand there. */
export class QuickFixes implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #around: FixSurroundings;
  readonly #registrations: vscode.Disposable;

  constructor(around: FixSurroundings) {
    this.#around = around;
    this.#registrations = vscode.Disposable.from(
      vscode.languages.registerCodeActionsProvider({ scheme: "file" }, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
      around.boundary.command("slopewise.applyFix", applyFix),
    );
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const run = this.#around.runs.at(document.uri);
    const shown = context.diagnostics.filter((diagnostic) => diagnostic.source === diagnosticSource);
    const findings = (run?.status?.findings ?? []).filter((finding) => shown.some((one) => isOf(one, finding)));
    if (run === undefined || findings.length === 0) {
      return [];
    }
    const fixes = vscode.workspace.isTrusted ? this.#around.families.flatMap((family) => family(run, findings)) : [];
    return [...fixes, ...this.#readings(run, findings)].map((fix) => actionOf(fix, shown));
  }

  dispose(): void {
    this.#registrations.dispose();
  }

  /** What only shows something, and so is there in a workspace that is not trusted as well. */
  #readings(run: Run, findings: readonly Finding[]): Fix[] {
    const { explain, openReview } = this.#around;
    const codes = [...new Set(findings.map(({ code }) => code))];
    const [only] = codes;
    const review: Fix = { title: t("Open Run Review"), about: findings, apply: () => openReview(run) };
    return codes.length === 1 && only !== undefined
      ? [{ title: t('Explain "{0}"', only), about: findings, apply: () => explain(only) }, review]
      : [review];
  }
}

function actionOf({ title, about, preferred, apply }: Fix, shown: readonly vscode.Diagnostic[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = shown.filter((diagnostic) => about.some((finding) => isOf(diagnostic, finding)));
  action.isPreferred = preferred ?? false;
  action.command = { command: "slopewise.applyFix", title, arguments: [apply] };
  return action;
}

/** Runs in the extension host, where VS Code keeps what an entry of the light bulb was made with. */
async function applyFix(apply: unknown): Promise<void> {
  if (typeof apply === "function") {
    await (apply as Fix["apply"])();
  }
}
