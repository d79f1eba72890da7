import { briefFinding } from "../../contract/texts/describedFinding.ts";
import type { Roles } from "../../series/roles/roles.ts";
import type { RunReview } from "../../review/model/runReview.ts";
import { reviewRun } from "../../review/reviewRun.ts";
import type { Engine } from "../../log/read/engine.ts";
import { oneOf, parseCommand } from "../terminal/arguments.ts";
import { checkRuns, emptyReason, type CheckedRun } from "../runs/checkRuns.ts";
import { settingsOf } from "../runs/runSettings.ts";
import { reviewText } from "../report/reviewText.ts";
import { printable, printableJson } from "../../printable.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { exitCodes, UsageError, worse, type ExitCode } from "../terminal/usageError.ts";

export const analyzeHelp = `slopewise analyze PATH... [--contract FILE] [--window A-B]... [--literal] [--bootstrap] [--format text|json]

Fits the loss curve of each run: models, the knee epoch where burn-in ends, slopes, the curvature plateau, and what is
missing from the log. PATH is a log, a run folder or a folder of run folders.

  --contract FILE   names and settings from this contract; default: metrics.contract.json in the run's folder or above it
  --window A-B      also the power-law slope from time A to time B, both included; can be given several times
  --literal         also rules as published, for comparison: the first power-law win, Huber with k = 1.5, ...
  --bootstrap       also bootstrap intervals of the knee and of the slope after it
  --format NAME     text (default) or json: one object per line

Exit codes: 0 all runs with at least one record were analyzed, 2 unusable arguments or input.
`;

/** A window of times given as A-B. @throws {UsageError} for anything else. */
function windowOf(text: string): readonly [number, number] {
  const [, from = "", to = ""] = /^(\d+(?:\.\d*)?|\.\d+)-(\d+(?:\.\d*)?|\.\d+)$/.exec(text) ?? [];
  const [start, end] = [Number(from), Number(to)];
  if (from === "" || !(start < end)) {
    throw new UsageError(`--window must be two times, the lower first, as in 5-15, not ${JSON.stringify(text)}.`);
  }
  return [start, end];
}

/** Runs `slopewise analyze`. @throws {UsageError} for arguments that it cannot use. */
export async function analyze(args: string[], terminal: Terminal, engine: Engine): Promise<ExitCode> {
  const { values, positionals } = parseCommand("analyze", args, {
    contract: { type: "string" },
    format: { type: "string", default: "text" },
    window: { type: "string", multiple: true, default: [] },
    literal: { type: "boolean", default: false },
    bootstrap: { type: "boolean", default: false },
  });
  const asked = { windows: values.window.map(windowOf), literal: values.literal, bootstrap: values.bootstrap };
  const format = oneOf("format", values.format, ["text", "json"]);
  let code: ExitCode = exitCodes.fine;
  let runs = 0;
  const selection = { command: "analyze", paths: positionals, contract: values.contract };
  for await (const run of checkRuns(selection, terminal, engine)) {
    if (run === null || run.table.records === 0) {
      if (run !== null) {
        terminal.warn(printable(emptyReason(run)));
      }
      // A run that has just begun is nothing to complain of.
      code = worse(code, run?.bytes === 0 ? exitCodes.fine : exitCodes.unusable);
      continue;
    }
    const { table, contract, findings, life, planned } = run;
    const growing = !life.over;
    const { review } = reviewRun({ run: run.run, log: run.label, table, contract, findings, growing, planned, asked });
    await terminal.write(
      format === "json"
        ? `${printableJson(await described(run, review))}\n`
        : `${runs === 0 ? "" : "\n"}${reviewText(review, terminal).join("\n")}\n`,
    );
    runs += 1;
  }
  return code;
}

/** A review with what else is known of its run, as JSON shows it. */
async function described(run: CheckedRun, review: RunReview): Promise<object> {
  return {
    ...review,
    format: run.source?.format ?? "jsonl",
    also: run.also,
    state: run.life.state,
    roles: columnsOf(run.roles),
    settings: Object.fromEntries(await settingsOf(run)),
    findings: review.findings.map(briefFinding),
  };
}

/** The column of each role; null where none plays it. */
function columnsOf(roles: Roles): Readonly<Record<string, string | null>> {
  return Object.fromEntries(Object.entries(roles).map(([role, reading]) => [role, reading?.column ?? null]));
}
