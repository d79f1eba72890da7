import * as vscode from "vscode";
import type { Severity } from "../../contract/model/finding.ts";
import { findingText } from "../../contract/texts/findingText.ts";
import { currentLanguage } from "../../l10n.ts";
import { runDescription, stateSentence, type Formats } from "../runs/runText.ts";
import type { Run } from "../runs/runs.ts";
import { markdownText } from "../vscode/markdownText.ts";

const formats: Formats = {
  number: (value) => value.toLocaleString(currentLanguage().tag, { maximumFractionDigits: 2 }),
  time: (milliseconds) => new Date(milliseconds).toLocaleTimeString(currentLanguage().tag),
  moment: (milliseconds) => new Date(milliseconds).toLocaleString(currentLanguage().tag),
};

/** Findings that a tooltip has room for. */
const mostFindings = 12;

/** All that a line is too short for: how the run stands and what is wrong with it first, then what the review says. */
export function runTooltip({ label, status }: Run, summary: string): vscode.MarkdownString {
  const findings = status?.findings.slice(0, mostFindings) ?? [];
  const parts = [
    label,
    runDescription(status, formats),
    status?.life ? stateSentence(status, formats) : "",
    ...findings.map((finding) => `${severityName(finding.severity)}: ${findingText(finding)}`),
    summary,
  ];
  return new vscode.MarkdownString(
    parts
      .filter((part) => part !== "")
      .map(markdownText)
      .join("\n\n"),
  );
}

function severityName(severity: Severity): string {
  switch (severity) {
    case "error":
      return vscode.l10n.t("error");
    case "warning":
      return vscode.l10n.t("warning");
    case "information":
      return vscode.l10n.t("information");
    case "hint":
      return vscode.l10n.t("hint");
  }
}
