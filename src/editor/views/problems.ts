import * as vscode from "vscode";
import { findingKey, type Finding, type RelatedPlace, type Severity } from "../../contract/model/finding.ts";
import type { ContractProblem } from "../../contract/file/contractNodes.ts";
import { contractFaultText } from "../../contract/texts/contractFaultText.ts";
import { findingText, relatedText } from "../../contract/texts/findingText.ts";
import type { ReviewFault } from "../../sweep/verdicts/reviewFile.ts";
import type { FromWorker } from "../../protocol/worker.ts";
import { pageOf } from "./findingPages.ts";
import type { ReviewProblem } from "../runs/judgments.ts";
import { logFileOf } from "../runs/logPlace.ts";
import type { Run, Runs, RunsChange } from "../runs/runs.ts";

const diagnosticSource = "Slopewise";

/** Past every line's end: VS Code cuts a range at the end of its line. */
const lineEnd = 10_000;

/** The Problems panel: the findings of every run on its log, and the defects of contract files on them. */
export class Problems implements vscode.Disposable {
  readonly #logs = vscode.languages.createDiagnosticCollection("slopewise");
  readonly #contracts = vscode.languages.createDiagnosticCollection("slopewise-contract");
  /** What VS Code shows of each run by now, and in which file. */
  readonly #shown = new Map<string, ShownRun>();
  /** The runs that stand in a file. */
  readonly #byFile = new Map<string, Set<string>>();
  readonly #reviews = vscode.languages.createDiagnosticCollection("slopewise-review");
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

  /** Shows what is wrong with files of verdicts, and no longer what was. */
  showReviews(problems: readonly ReviewProblem[]): void {
    problems.forEach(({ path, fault }) =>
      this.#reviews.set(vscode.Uri.file(path), fault === null ? [] : [reviewDiagnostic(fault)]),
    );
  }

  dispose(): void {
    this.#reviews.dispose();
    this.#listener.dispose();
    this.#logs.dispose();
    this.#contracts.dispose();
  }

  #update({ updated, removed }: RunsChange): void {
    removed.forEach((run) => this.#place(run, null));
    // One `set` a file: a single call for many files drops what exceeds about 1,100 diagnostics without a word.
    updated.forEach((run) => this.#show(run));
  }

  /** Diagnostics are made again only where they would show something else: VS Code draws all of a file then. */
  #show(run: Run): void {
    const before = this.#shown.get(run.uri.fsPath);
    const file = logFileOf(run);
    // What is wrong with a contract stands at its place in that file, once for all runs that it holds for.
    const found = (run.status?.findings ?? []).filter(({ code }) => code !== "contract-invalid");
    const diagnostics = found.map((finding) => new FindingDiagnostic(finding, file));
    const isSame =
      before?.file.toString() === file.toString() &&
      diagnostics.length === before.diagnostics.length &&
      diagnostics.every((diagnostic, i) => diagnostic.shown === before.diagnostics[i]?.shown);
    if (!isSame) {
      this.#place(run, { file, diagnostics });
    }
  }

  /** Shows the findings of a run, or none any more; those of other runs in the same file stay. */
  #place({ uri: { fsPath } }: Run, shown: ShownRun | null): void {
    const before = this.#shown.get(fsPath);
    this.#shown.delete(fsPath);
    if (shown !== null) {
      this.#shown.set(fsPath, shown);
    }
    const files = [before, shown].flatMap((one) => (one ? [one.file] : []));
    const [file, other] = files;
    this.#draw(fsPath, file);
    if (other?.toString() !== file?.toString()) {
      this.#draw(fsPath, other);
    }
  }

  #draw(run: string, file: vscode.Uri | undefined): void {
    if (file === undefined) {
      return;
    }
    const key = file.toString();
    const runs = [...(this.#byFile.get(key) ?? []), run].filter(
      (path) => this.#shown.get(path)?.file.toString() === key,
    );
    this.#byFile.set(key, new Set(runs));
    const all = [...new Set(runs)].flatMap((path) => this.#shown.get(path)?.diagnostics ?? []);
    this.#logs.set(file, all);
  }
}

interface ShownRun {
  readonly file: vscode.Uri;
  readonly diagnostics: readonly FindingDiagnostic[];
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
    this.relatedInformation = (finding.related ?? []).map((place) => relatedInformation(place, finding, log));
    this.shown = JSON.stringify([this.key, this.range, this.message, this.severity, this.relatedInformation]);
  }
}

function relatedInformation(
  place: RelatedPlace,
  { inRecords }: Finding,
  log: vscode.Uri,
): vscode.DiagnosticRelatedInformation {
  const uri = place.file === undefined ? log : vscode.Uri.joinPath(log, "..", place.file);
  const line = place.file === undefined && inRecords === true ? 1 : place.line;
  const range = new vscode.Range(line - 1, 0, line - 1, lineEnd);
  return new vscode.DiagnosticRelatedInformation(new vscode.Location(uri, range), relatedText(place));
}

/** The key of the finding that a diagnostic shows; null where it is none of ours. */
export function keyOf(diagnostic: vscode.Diagnostic): string | null {
  return diagnostic instanceof FindingDiagnostic ? diagnostic.key : null;
}

function rangeOf({ span, line, column, inRecords }: Finding): vscode.Range {
  if (inRecords === true) {
    return new vscode.Range(0, 0, 0, lineEnd);
  }
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

function reviewDiagnostic({ message, line }: ReviewFault): vscode.Diagnostic {
  const range = new vscode.Range(line - 1, 0, line - 1, lineEnd);
  const diagnostic = new vscode.Diagnostic(range, message, vscode.DiagnosticSeverity.Error);
  diagnostic.source = diagnosticSource;
  diagnostic.code = "review-invalid";
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
