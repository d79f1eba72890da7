import type { Finding } from "../contract/finding.ts";
import { countOf, grouped } from "../contract/sentences.ts";
import { oneOf, parseCommand } from "./arguments.ts";
import { checkRuns, emptyReason, type CheckedRun } from "./checkRuns.ts";
import { countSeverities, findingsText, severityTitles } from "./findingsText.ts";
import { githubAnnotation, sarifLog, type PlacedFinding } from "./sarif.ts";
import { printable, type Terminal } from "./terminal.ts";
import { textTable } from "./textTable.ts";
import { exitCodes, worse, type ExitCode } from "./usageError.ts";

const formats = ["text", "json", "sarif", "github"] as const;

export const validateHelp = `slopewise validate PATH... [--contract FILE] [--format text|json|sarif|github]

Says what each log lacks by its metric contract: metrics.contract.json in the run's folder or the nearest above it,
else the built-in one. PATH is a log, a run folder or a folder of run folders.

  --contract FILE   hold all logs against this contract
  --format NAME     text (default); json: one finding a line; sarif: one SARIF 2.1.0 log; github: workflow commands

Exit codes: 0 nothing above "information", 1 an error or a warning was found, 2 unusable arguments or input.
`;

/** What a format makes of the runs: lines as they come, and what follows the last. */
interface Report {
  readonly run: (run: CheckedRun) => readonly string[];
  readonly end: () => readonly string[];
}

/** Runs `slopewise validate`. @throws {UsageError} for arguments that it cannot use. */
export async function validate(args: string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseCommand("validate", args, {
    contract: { type: "string" },
    format: { type: "string", default: "text" },
  });
  const report = reportOf(oneOf("format", values.format, formats), terminal);
  let code: ExitCode = exitCodes.fine;
  for await (const run of checkRuns({ command: "validate", paths: positionals, contract: values.contract }, terminal)) {
    if (run === null) {
      code = exitCodes.unusable;
      continue;
    }
    code = worse(code, run.findings.some(isSerious) ? exitCodes.findings : exitCodes.fine);
    await writeLines(report.run(run), terminal);
  }
  await writeLines(report.end(), terminal);
  return code;
}

function isSerious({ severity }: Finding): boolean {
  return severity === "error" || severity === "warning";
}

async function writeLines(lines: readonly string[], terminal: Terminal): Promise<void> {
  if (lines.length > 0) {
    await terminal.write(`${lines.join("\n")}\n`);
  }
}

function reportOf(format: (typeof formats)[number], terminal: Terminal): Report {
  switch (format) {
    case "text":
      return textReport(terminal);
    case "json":
      return { run: (run) => placedOf(run).map(jsonLine), end: () => [] };
    case "github":
      return { run: (run) => placedOf(run).map(githubAnnotation), end: () => [] };
    case "sarif": {
      const all: PlacedFinding[] = [];
      return {
        run: (run) => {
          all.push(...placedOf(run));
          return [];
        },
        end: () => [JSON.stringify(sarifLog(all), null, 2)],
      };
    }
  }
}

function placedOf(run: CheckedRun): PlacedFinding[] {
  // Only what the report needs: the table of a checked run may be large.
  const log = { path: run.path, run: run.run, label: run.label };
  return run.findings.map((finding) => ({ log, finding }));
}

function jsonLine({ log, finding }: PlacedFinding): string {
  return JSON.stringify({ run: log.run, log: log.label, ...finding });
}

/**
 * The findings run by run; for several runs also a table of their numbers, with their sum, which is all that is said of
 * those without a finding.
 */
function textReport(terminal: Terminal): Report {
  const rows: { readonly run: string; readonly numbers: readonly number[] }[] = [];
  const sound: string[] = [];
  return {
    run: (run) => {
      rows.push({ run: printable(run.run), numbers: [run.table.records, ...countSeverities(run.findings)] });
      const lines = [...runLines(run, terminal), ""];
      if (run.findings.length > 0 || run.table.records === 0) {
        return lines;
      }
      sound.push(...lines);
      return [];
    },
    end: () => {
      if (rows.length < 2) {
        return sound;
      }
      const none = rows[0]?.numbers.map(() => 0) ?? [];
      const sums = rows.reduce((sum, { numbers }) => sum.map((n, i) => n + (numbers[i] ?? 0)), none);
      const [head = "", ...lines] = textTable([
        ["run", "records", ...severityTitles],
        ...rows.map(({ run, numbers }) => [run, ...numbers.map(grouped)]),
        [`${rows.length} runs`, ...sums.map(grouped)],
      ]);
      return [terminal.style("bold", head), ...lines.slice(0, -1), terminal.style("bold", lines.at(-1) ?? "")];
    },
  };
}

function runLines(run: CheckedRun, terminal: Terminal): string[] {
  const { table, findings } = run;
  const about =
    table.records === 0
      ? printable(emptyReason(run))
      : `${countOf(table.records, "record")}, ${findings.length === 0 ? "no finding" : countOf(findings.length, "finding")}`;
  return [`${terminal.style("bold", printable(run.run))}  ${about}`, ...findingsText(findings, terminal)];
}
