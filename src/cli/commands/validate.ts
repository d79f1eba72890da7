import { addAll } from "../../extremes.ts";
import type { Finding } from "../../contract/model/finding.ts";
import { describedFinding } from "../../contract/texts/describedFinding.ts";
import type { Engine } from "../../log/read/engine.ts";
import { oneOf, parseCommand } from "../terminal/arguments.ts";
import { checkRuns, type CheckedRun } from "../runs/checkRuns.ts";
import { githubAnnotation, sarifLog, type PlacedFinding } from "../report/sarif.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { printableJson } from "../../printable.ts";
import { exitCodes, worse, type ExitCode } from "../terminal/usageError.ts";
import { textReport, type Report } from "../report/validateText.ts";

const formats = ["text", "json", "sarif", "github"] as const;

export const validateHelp = `slopewise validate PATH... [--contract FILE] [--format text|json|sarif|github]

Shows what is wrong in each log, and what is missing according to its metric contract: metrics.contract.json in the run's
folder or the nearest folder above it. PATH is a log, a run folder or a folder of run folders.

  --contract FILE   check all logs against this contract
  --format NAME     text (default); json: one finding per line; sarif: one SARIF 2.1.0 log; github: workflow commands

Exit codes: 0 nothing above "information", 1 an error or a warning was found, 2 unusable arguments or input.
`;

/** Runs `slopewise validate`. @throws {UsageError} for arguments that it cannot use. */
export async function validate(args: string[], terminal: Terminal, engine: Engine): Promise<ExitCode> {
  const { values, positionals } = parseCommand("validate", args, {
    contract: { type: "string" },
    format: { type: "string", default: "text" },
  });
  const report = reportOf(oneOf("format", values.format, formats), terminal);
  let code: ExitCode = exitCodes.fine;
  const selection = { command: "validate", paths: positionals, contract: values.contract };
  for await (const run of checkRuns(selection, terminal, engine)) {
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
          addAll(all, placedOf(run));
          return [];
        },
        end: () => [printableJson(sarifLog(all), 2)],
      };
    }
  }
}

function placedOf(run: CheckedRun): PlacedFinding[] {
  // Only what the report needs: the table of a checked run may be large.
  const log = { path: run.path, run: run.run, label: run.label, source: run.source, also: run.also };
  return run.findings.map((finding) => ({ log, finding }));
}

function jsonLine({ log, finding }: PlacedFinding): string {
  return printableJson({ run: log.run, log: log.label, ...describedFinding(finding) });
}
