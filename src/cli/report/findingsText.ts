import { greatest } from "../../extremes.ts";
import type { Finding, Severity } from "../../contract/model/finding.ts";
import { gatherFindings } from "./gatherFindings.ts";
import { printable } from "../../printable.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { wrapped } from "./textTable.ts";

const order: readonly Severity[] = ["error", "warning", "information", "hint"];
const colors = { error: "red", warning: "yellow", information: "blue", hint: "gray" } as const;

/** The findings of a run for people: the worst first, aligned, indented by two spaces; what is alike is said once. */
export function findingsText(findings: readonly Finding[], terminal: Terminal): string[] {
  const gathered = gatherFindings(findings);
  const sorted = order.flatMap((severity) => gathered.filter((finding) => finding.severity === severity));
  const severityWidth = Math.max(0, greatest(sorted.map(({ severity }) => severity.length)));
  const codeWidth = Math.max(0, greatest(sorted.map(({ code }) => code.length)));
  const indent = severityWidth + codeWidth + 6;
  return sorted.flatMap(({ severity, code, message }) => {
    const [first = "", ...rest] = wrapped(printable(message), Math.max(40, terminal.width - indent));
    const head = terminal.style(colors[severity], severity.padEnd(severityWidth));
    return [
      `  ${head}  ${terminal.style("bold", code.padEnd(codeWidth))}  ${first}`,
      ...rest.map((line) => " ".repeat(indent) + line),
    ];
  });
}

/** How many findings there are of each severity, the worst first. */
export function countSeverities(findings: readonly Finding[]): readonly number[] {
  return order.map((severity) => findings.filter((finding) => finding.severity === severity).length);
}

/** The plural names of the severities in the order of `countSeverities`, for the head of a table. */
export const severityTitles = ["errors", "warnings", "information", "hints"] as const;
