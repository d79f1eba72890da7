import { greatest } from "../../extremes.ts";
import { basename } from "node:path";
import type { Finding } from "../../contract/model/finding.ts";
import { countOf, grouped } from "../../contract/texts/sentences.ts";
import { emptyReason, type CheckedRun } from "../runs/checkRuns.ts";
import { countSeverities, findingsText, severityTitles } from "./findingsText.ts";
import { printable } from "../../printable.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { textTable } from "./textTable.ts";

/** What a format makes of the runs: lines as they come, and what follows the last. */
export interface Report {
  readonly run: (run: CheckedRun) => readonly string[];
  readonly end: () => readonly string[];
}

/**
 * The findings run by run, then the runs that miss what an earlier one did; for several runs also a table of their
 * numbers, with their sum, which is all that is said of those without a finding. That runs have no contract is said with
 * the first of them, and for all at the end.
 */
export function textReport(terminal: Terminal): Report {
  const rows: Row[] = [];
  const sound: string[] = [];
  const alike: string[] = [];
  const told = new Map<string, string>();
  let withoutContract = 0;
  // What the runs have in common is said with the first of them.
  const ownOf = ({ findings }: CheckedRun): readonly Finding[] => {
    const isCommon = findings.some(saysOfAll);
    withoutContract += isCommon ? 1 : 0;
    return isCommon && withoutContract > 1 ? findings.filter((finding) => !saysOfAll(finding)) : findings;
  };
  return {
    run: (run) => {
      const name = printable(run.run);
      rows.push({ run: name, numbers: [run.table.records, ...countSeverities(run.findings)] });
      const own = ownOf(run);
      const head = `${terminal.style("bold", name)}  ${aboutText({ ...run, findings: own })}`;
      const lines = findingsText(own, terminal);
      if (lines.length === 0) {
        return run.table.records === 0 ? [head, ""] : toEnd(sound, head);
      }
      const before = told.get(lines.join("\n"));
      told.set(lines.join("\n"), before ?? name);
      return before === undefined ? [head, ...lines, ""] : toEnd(alike, `${head}, as in ${before}`);
    },
    end: () => {
      const closing = rows.length < 2 ? sound.flatMap((line) => [line, ""]) : tableLines(rows, terminal);
      const common = withoutContract < 2 ? [] : [commonText(withoutContract), ""];
      return [...alike, ...(alike.length === 0 ? [] : [""]), ...common, ...closing];
    },
  };
}

/** Whether a finding says of a run what it says of all that have no contract; a loss that was not found is its own. */
function saysOfAll(finding: Finding): boolean {
  return finding.code === "no-contract" && finding.facts.loss !== null;
}

function commonText(runs: number): string {
  return `${grouped(runs)} of these runs have no contract; they are only checked for errors such as NaN or divergence.`;
}

/** Keeps a line for the end of the report; now there is none to print. */
function toEnd(lines: string[], line: string): readonly string[] {
  lines.push(line);
  return [];
}

interface Row {
  readonly run: string;
  readonly numbers: readonly number[];
}

function aboutText(run: CheckedRun): string {
  const { table, findings } = run;
  return table.records === 0
    ? printable(emptyReason(run))
    : `${countOf(table.records, "record")}, ${findings.length === 0 ? "no finding" : countOf(findings.length, "finding")}${alsoText(run)}`;
}

/** Which other files hold the same run, where there are any. */
function alsoText({ path, also }: CheckedRun): string {
  const [first, ...others] = also.map((file) => basename(file));
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return first === undefined ? "" : printable(`; read from ${basename(path)}, also logged in ${first}${more}`);
}

function tableLines(rows: readonly Row[], terminal: Terminal): string[] {
  const none = rows[0]?.numbers.map(() => 0) ?? [];
  const sums = rows.reduce((sum, { numbers }) => sum.map((n, i) => n + (numbers[i] ?? 0)), none);
  const sumTitle = `${rows.length} runs`;
  const nameWidth = Math.max(sumTitle.length, greatest(rows.map(({ run }) => run.length)));
  const [head = "", ...lines] = textTable([
    ["run", "records", ...severityTitles],
    ...rows.map(({ run, numbers }) => [run, ...numbers.map(grouped)]),
    [sumTitle, ...sums.map(grouped)],
  ]);
  // Zeros step back, so that the other numbers stand out.
  const quiet = (line: string): string =>
    line.slice(0, nameWidth) + line.slice(nameWidth).replaceAll(/(?<= )0(?= |$)/g, terminal.style("dim", "0"));
  return [terminal.style("bold", head), ...lines.slice(0, -1).map(quiet), terminal.style("bold", lines.at(-1) ?? "")];
}
