import * as vscode from "vscode";
import type { Finding, Severity } from "../../contract/model/finding.ts";
import type { ContractProblem } from "../../contract/file/contractNodes.ts";
import type { FromWorker } from "../../protocol/worker.ts";
import { pageOf } from "./findingPages.ts";
import type { Run, Runs, RunsChange } from "../runs/runs.ts";

export const diagnosticSource = "Slopewise";

/** Past every line's end: VS Code cuts a range at the end of its line. */
const lineEnd = 10_000;

/** The Problems pane: the findings of every run on its log, and the defects of contract files on them. */
export class Problems implements vscode.Disposable {
  readonly #logs = vscode.languages.createDiagnosticCollection("slopewise");
  readonly #contracts = vscode.languages.createDiagnosticCollection("slopewise-contract");
  readonly #shown = new Map<string, readonly Finding[]>();
  readonly #listener: vscode.Disposable;

  constructor(runs: Runs) {
    this.#listener = runs.onDidChange((change) => this.#update(change));
  }

  /** Shows what is wrong with one contract file; nothing is wrong with it any more where there are no problems. */
  showContract({ path, problems, usable }: Extract<FromWorker, { type: "contract" }>): void {
    const severity = usable ? vscode.DiagnosticSeverity.Warning : vscode.DiagnosticSeverity.Error;
    this.#contracts.set(
      vscode.Uri.file(path),
      problems.map((problem) => contractDiagnostic(problem, severity)),
    );
  }

  dispose(): void {
    this.#listener.dispose();
    this.#logs.dispose();
    this.#contracts.dispose();
  }

  #update({ updated, removed }: RunsChange): void {
    for (const run of removed) {
      this.#shown.delete(run.uri.fsPath);
      this.#logs.delete(run.uri);
    }
    // One `set` a file: a single call for many files drops what exceeds about 1,100 diagnostics without a word.
    for (const run of updated) {
      this.#show(run);
    }
  }

  #show(run: Run): void {
    const findings = run.status?.findings ?? [];
    if (!sameFindings(findings, this.#shown.get(run.uri.fsPath) ?? [])) {
      this.#shown.set(run.uri.fsPath, findings);
      this.#logs.set(
        run.uri,
        findings.map((finding) => diagnosticOf(finding, run.uri)),
      );
    }
  }
}

/** A finding as VS Code shows it: on its place in the log, or on the first line where the whole log is meant. */
function diagnosticOf(finding: Finding, log: vscode.Uri): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(rangeOf(finding), finding.message, severityOf(finding.severity));
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: finding.code, target: pageOf(finding.code) };
  diagnostic.relatedInformation = (finding.related ?? []).map(({ file, line, message }) => {
    const uri = file === undefined ? log : vscode.Uri.joinPath(log, "..", file);
    const place = new vscode.Location(uri, new vscode.Range(line - 1, 0, line - 1, lineEnd));
    return new vscode.DiagnosticRelatedInformation(place, message);
  });
  return diagnostic;
}

/** Whether a diagnostic shows a finding. */
export function isOf({ code, message }: vscode.Diagnostic, finding: Finding): boolean {
  return typeof code === "object" && code.value === finding.code && message === finding.message;
}

function rangeOf({ span, line, column }: Finding): vscode.Range {
  if (span !== undefined) {
    return new vscode.Range(span.line - 1, span.startColumn - 1, span.line - 1, span.endColumn - 1);
  }
  const start = (column ?? 1) - 1;
  return new vscode.Range((line ?? 1) - 1, start, (line ?? 1) - 1, Math.max(lineEnd, start + 1));
}

function contractDiagnostic(
  { message, line, column, length }: ContractProblem,
  severity: vscode.DiagnosticSeverity,
): vscode.Diagnostic {
  const range = new vscode.Range(line - 1, column - 1, line - 1, column - 1 + Math.max(length, 1));
  const diagnostic = new vscode.Diagnostic(range, message, severity);
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: "contract-invalid", target: pageOf("contract-invalid") };
  return diagnostic;
}

function severityOf(severity: Severity): vscode.DiagnosticSeverity {
  switch (severity) {
    case "error":
      return vscode.DiagnosticSeverity.Error;
    case "warning":
      return vscode.DiagnosticSeverity.Warning;
    case "information":
      return vscode.DiagnosticSeverity.Information;
    case "hint":
      return vscode.DiagnosticSeverity.Hint;
  }
}

function sameFindings(a: readonly Finding[], b: readonly Finding[]): boolean {
  return a.length === b.length && JSON.stringify(a) === JSON.stringify(b);
}
