import * as vscode from "vscode";
import { findByKey, type Finding, type FindingCode } from "../../contract/model/finding.ts";
import { t } from "../../l10n.ts";
import { UserError, type ErrorBoundary } from "../vscode/errorBoundary.ts";
import type { Fix, FixFamily } from "../commands/fixes/fix.ts";
import { keyOf } from "./problems.ts";
import type { Run, Runs } from "../runs/runs.ts";

export interface FixDeps {
  readonly runs: Runs;
  readonly boundary: ErrorBoundary;
  /** In the order in which the light bulb lists them. */
  readonly families: readonly FixFamily[];
  readonly openReview: (run: Run) => void;
  readonly explain: (code: FindingCode) => Promise<void>;
}

/** The light bulb on a log: what can be done about the findings that stand there. */
export class QuickFixes implements vscode.CodeActionProvider, vscode.Disposable {
  readonly #deps: FixDeps;
  readonly #registrations: vscode.Disposable;

  constructor(deps: FixDeps) {
    this.#deps = deps;
    this.#registrations = vscode.Disposable.from(
      vscode.languages.registerCodeActionsProvider({ scheme: "file" }, this, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
      deps.boundary.command("slopewise.applyFix", applyFix),
    );
  }

  provideCodeActions(
    document: vscode.TextDocument,
    _range: vscode.Range,
    context: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const run = this.#deps.runs.at(document.uri);
    const shown = context.diagnostics.flatMap((diagnostic): ShownFinding[] => {
      const finding = findByKey(run?.status?.findings ?? [], keyOf(diagnostic) ?? "");
      return finding === undefined ? [] : [{ diagnostic, finding }];
    });
    const findings = [...new Set(shown.map(({ finding }) => finding))];
    if (run === undefined || findings.length === 0) {
      return [];
    }
    return [...this.#fixes(run, findings), ...this.#readings(findings), this.#review(run, findings)].map((fix) =>
      actionOf(fix, shown),
    );
  }

  /** Lets the person choose among what the light bulb offers for one finding, and does it: for its row in a review. */
  async offer(run: Run, key: string, shown: readonly Finding[]): Promise<void> {
    // What the runs of a folder have in common stands at one of them alone in the lists, but in each review.
    const finding = findByKey(run.status?.findings ?? [], key) ?? findByKey(shown, key);
    if (finding === undefined) {
      throw new UserError(t("This finding no longer exists: the log has changed."));
    }
    const fixes = [...this.#fixes(run, [finding]), ...this.#readings([finding])];
    // As the light bulb sorts them: what most people want comes first.
    const inOrder = fixes.toSorted((one, other) => Number(other.preferred ?? false) - Number(one.preferred ?? false));
    const items = inOrder.map((fix) => ({ label: fix.title, fix }));
    const chosen = await vscode.window.showQuickPick(items, {
      title: finding.code,
      placeHolder: t("Select a fix"),
    });
    try {
      await chosen?.fix.apply();
    } catch (error) {
      this.#deps.boundary.show(error);
    }
  }

  dispose(): void {
    this.#registrations.dispose();
  }

  #fixes(run: Run, findings: readonly Finding[]): Fix[] {
    return vscode.workspace.isTrusted ? this.#deps.families.flatMap((family) => family(run, findings)) : [];
  }

  /** What only shows something, and so is there in a workspace that is not trusted as well. */
  #readings(findings: readonly Finding[]): Fix[] {
    const codes = [...new Set(findings.map(({ code }) => code))];
    const [only] = codes;
    return codes.length === 1 && only !== undefined
      ? [{ title: t('Explain "{0}"', only), about: findings, apply: () => this.#deps.explain(only) }]
      : [];
  }

  #review(run: Run, findings: readonly Finding[]): Fix {
    return { title: t("Open Review"), about: findings, apply: () => this.#deps.openReview(run) };
  }
}

/** A diagnostic, and the finding that it shows as it stands by now. */
interface ShownFinding {
  readonly diagnostic: vscode.Diagnostic;
  readonly finding: Finding;
}

function actionOf({ title, about, preferred, apply }: Fix, shown: readonly ShownFinding[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.diagnostics = shown.flatMap(({ diagnostic, finding }) => (about.includes(finding) ? [diagnostic] : []));
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
