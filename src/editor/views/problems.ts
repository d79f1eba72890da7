import * as vscode from "vscode";
import { findingKey, type Finding, type RelatedPlace, type Severity } from "../../contract/model/finding.ts";
import type { ContractProblem } from "../../contract/file/contractNodes.ts";
import { contractFaultText } from "../../contract/texts/contractFaultText.ts";
import { findingText, relatedText } from "../../contract/texts/findingText.ts";
import type { FromWorker } from "../../protocol/worker.ts";
import { pageOf } from "./findingPages.ts";
import type { Run, Runs, RunsChange } from "../runs/runs.ts";

const diagnosticSource = "Slopewise";

/** Past every line's end: VS Code cuts a range at the end of its line. */
const lineEnd = 10_000;

/** The Problems pane: the findings of every run on its log, and the defects of contract files on them. */
export class Problems implements vscode.Disposable {
  readonly #logs = vscode.languages.createDiagnosticCollection("slopewise");
  readonly #contracts = vscode.languages.createDiagnosticCollection("slopewise-contract");
  /** What VS Code shows of each log by now. */
  readonly #shown = new Map<string, readonly FindingDiagnostic[]>();
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

  /** Diagnostics are made anew only where they would show something else: VS Code draws all of a file then. */
  #show(run: Run): void {
    const before = this.#shown.get(run.uri.fsPath) ?? [];
    // What is wrong with a contract stands at its place in that file, once for all runs that it holds for.
    const found = (run.status?.findings ?? []).filter(({ code }) => code !== "contract-invalid");
    const now = found.map((finding) => new FindingDiagnostic(finding, run.uri));
    if (now.length !== before.length || now.some((diagnostic, i) => diagnostic.shown !== before[i]?.shown)) {
      this.#shown.set(run.uri.fsPath, now);
      this.#logs.set(run.uri, now);
    }
  }
}

/** A finding as VS Code shows it: on its place in the log, or on the first line where the whole log is meant. */
class FindingDiagnostic extends vscode.Diagnostic {
  readonly key: string;
  /** All of the finding that is seen: the same text, the same sight. */
  readonly shown: string;

  constructor(finding: Finding, log: vscode.Uri) {
    super(rangeOf(finding), findingText(finding), severityOf(finding.severity));
    this.key = findingKey(finding);
    this.source = diagnosticSource;
    this.code = { value: finding.code, target: pageOf(finding.code) };
    this.relatedInformation = (finding.related ?? []).map((place) => relatedInformation(place, log));
    this.shown = JSON.stringify([this.key, this.range, this.message, this.severity, this.relatedInformation]);
  }
}

function relatedInformation(place: RelatedPlace, log: vscode.Uri): vscode.DiagnosticRelatedInformation {
  const uri = place.file === undefined ? log : vscode.Uri.joinPath(log, "..", place.file);
  const range = new vscode.Range(place.line - 1, 0, place.line - 1, lineEnd);
  return new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, range), relatedText(place));
}

/** The key of the finding that a diagnostic shows; null where it is none of ours. */
export function keyOf(diagnostic: vscode.Diagnostic): string | null {
  return diagnostic instanceof FindingDiagnostic ? diagnostic.key : null;
}

function rangeOf({ span, line, column }: Finding): vscode.Range {
  if (span !== undefined) {
    return new vscode.Range(span.line - 1, span.startColumn - 1, span.line - 1, span.endColumn - 1);
  }
  const start = (column ?? 1) - 1;
  return new vscode.Range((line ?? 1) - 1, start, (line ?? 1) - 1, Math.max(lineEnd, start + 1));
}

function contractDiagnostic(
  { fault, line, column, length }: ContractProblem,
  severity: vscode.DiagnosticSeverity,
): vscode.Diagnostic {
  const range = new vscode.Range(line - 1, column - 1, line - 1, column - 1 + Math.max(length, 1));
  const diagnostic = new vscode.Diagnostic(range, contractFaultText(fault), severity);
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
