import { briefFinding } from "../../contract/texts/describedFinding.ts";
import { reviewRun } from "../../review/reviewRun.ts";
import { oneOf, parseCommand } from "../terminal/arguments.ts";
import { checkRuns, emptyReason } from "../runs/checkRuns.ts";
import { reviewText } from "../report/reviewText.ts";
import { printable, type Terminal } from "../terminal/terminal.ts";
import { exitCodes, worse, type ExitCode } from "../terminal/usageError.ts";

export const analyzeHelp = `slopewise analyze PATH... [--contract FILE] [--format text|json]

Says of each run what its loss curve shows: fitted models, the knee epoch where burn-in ends, slopes, the plateau of
the curvature, and what the log lacks. PATH is a log, a run folder or a folder of run folders.

  --contract FILE   names and settings by this contract; else metrics.contract.json in the run's folder or above it
  --format NAME     text (default) or json: one object a line

Exit codes: 0 every run that has begun was analyzed, 2 unusable arguments or input.
`;

/** Runs `slopewise analyze`. @throws {UsageError} for arguments that it cannot use. */
export async function analyze(args: string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseCommand("analyze", args, {
    contract: { type: "string" },
    format: { type: "string", default: "text" },
  });
  const format = oneOf("format", values.format, ["text", "json"]);
  let code: ExitCode = exitCodes.fine;
  let runs = 0;
  for await (const run of checkRuns({ command: "analyze", paths: positionals, contract: values.contract }, terminal)) {
    if (run === null || run.table.records === 0) {
      if (run !== null) {
        terminal.warn(printable(emptyReason(run)));
      }
      // A run that has just begun is nothing to complain of.
      code = worse(code, run?.bytes === 0 ? exitCodes.fine : exitCodes.unusable);
      continue;
    }
    const { table, contract, findings } = run;
    const { review } = reviewRun({ run: run.run, log: run.label, table, contract, findings, growing: false });
    if (format === "json") {
      await terminal.write(`${JSON.stringify({ ...review, findings: review.findings.map(briefFinding) })}\n`);
    } else {
      await terminal.write(`${runs === 0 ? "" : "\n"}${reviewText(review, terminal).join("\n")}\n`);
    }
    runs += 1;
  }
  return code;
}
