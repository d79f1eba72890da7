import { LogError } from "../../log/files/logError.ts";
import {
  analyzeSweep,
  keptRows,
  usualOptions,
  type SweepAnalysis,
  type SweepOptions,
} from "../../sweep/statistics/analyzeSweep.ts";
import { sweepJson } from "../../sweep/report/sweepJson.ts";
import { sweepSentences } from "../../sweep/report/sentences.ts";
import { designOf } from "../../sweep/table/design.ts";
import type { SweepRow } from "../../sweep/table/sweepRow.ts";
import { RunsTableError } from "../../sweep/table/csvTable.ts";
import { missingSentences, readRunsTable, type RunsTable } from "../../sweep/table/readTable.ts";
import { reportCurves } from "../report/reportCurves.ts";
import { alignParts } from "../report/partFolder.ts";
import { checkFolder, writeSweep } from "../report/sweepFolder.ts";
import type { Engine } from "../../log/read/engine.ts";
import type { SweepSelection } from "../runs/sweepRuns.ts";
import { atLeastOne, oneOf, parseCommand, wholeNumber } from "../terminal/arguments.ts";
import { printable, printableJson, printableLines } from "../../printable.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { exitCodes, UsageError, type ExitCode } from "../terminal/usageError.ts";
import { isSamePlace, readInput, type SweepInput } from "./sweepInput.ts";
import { sweepInParts, type PartOptions } from "./sweepInParts.ts";

export const sweepHelp = `slopewise sweep PATH... [--group KEY,KEY] [--out DIR [--part I/N | --slurm FILE]] [--format text|json]

Analyzes many runs together: the best configuration given the spread of seeds, the effect of each setting, whether
the early slope predicts the outcome, how closely the losses follow a power law, and which model describes them best. PATH is
a log, a run folder, a folder of run folders, or one table of runs.

A table of runs is a CSV with one row per run: run, state, config.KEY for each setting, best_val, alpha_early, alpha_full,
r2, knee, plateau, noise_floor, tail_power, aicc.MODEL, window.START-END, verdict. It only needs the column run; figures
whose columns are missing are left out. For logs, settings are read from config.json, args.json, hparams.yaml, config.yaml
and similar files next to each log. If there are none, they come from the names of the run's folders.

On a cluster a large sweep can be analyzed in parts. To merge them, PATH is the folder that was their --out. The merge
reads the parts, not the logs.

  --out DIR         write into DIR: report.html (one page with everything), runs.csv, sweep.json, figures/*.svg in the
                    widths of one and two columns of a paper; from logs also the table and the curves as Parquet. Other
                    files in DIR are kept
  --part I/N        read only the logs of part I of N and write its Parquet files into DIR. An existing part is kept if
                    its logs, settings and contracts have not changed
  --slurm FILE      write a script that has SLURM analyze all parts and merge them; no log is read
  --parts N         number of parts (default: by the size of the logs)
  --group KEYS      compare the levels of these settings only (default: all that vary); the first one colors the figures
  --replicate KEYS  settings that only repeat a configuration (default: those that the contracts name, else seed,
                    random_seed, trial, replicate)
  --contract FILE   names and settings from this contract (default: metrics.contract.json in the run's folder or above it)
  --threads N       read logs on N threads (default: one per processor); the result is the same
  --format NAME     text (default) or json

Exit codes: 0 done, 2 unusable arguments or input. If a log cannot be used or a part is missing, it is reported and left
out, and the exit code is 2. A part that was written gives 0: its merge reports what could not be used.
`;

const mostThreads = 256;

/** Runs `slopewise sweep`. @throws {UsageError} for arguments or a table that it cannot use; LogError where it cannot be read or written. */
export async function sweep(args: string[], terminal: Terminal, engine: Engine): Promise<ExitCode> {
  const { selection, parts, keys, out, format } = requestOf(args);
  if (out !== undefined) {
    await checkFolder(out);
  }
  if (parts !== null) {
    return await sweepInParts(selection, parts, { terminal, engine });
  }
  const input = await readInput(selection, terminal, engine);
  const table = tableOf(input.csv, selection.paths);
  // The table of logs is ours: it has all columns that there is anything for.
  const notHeld = input.made === null && input.parts === null ? missingSentences(table) : [];
  notHeld.forEach((sentence) => terminal.warn(printableLines(sentence)));
  const options = optionsFor(table, {
    straightness: input.settings.straightness,
    replicate: keys.replicate ?? input.settings.replicate,
    group: keys.group,
  });
  const analysis = analyzeSweep(table.rows, options);
  if (out !== undefined) {
    const group = options.group?.[0] ?? null;
    await writeReport(
      { out, from: selection.paths[0] ?? "", input, rows: table.rows, analysis, group, notHeld },
      terminal,
    );
  }
  await terminal.write(
    format === "json"
      ? `${printableJson(sweepJson(analysis))}\n`
      : `${sweepSentences(analysis).map(printableLines).join("\n")}\n`,
  );
  return input.unusable > 0 || input.missing.length > 0 ? exitCodes.unusable : exitCodes.fine;
}

/** What is asked for. */
interface SweepRequest {
  readonly selection: SweepSelection;
  /** How the sweep is made in parts; null where it is made at once, or from its parts. */
  readonly parts: PartOptions | null;
  /** Settings to group by, and those that repeat a configuration; null where none are named. */
  readonly keys: { readonly group: readonly string[] | null; readonly replicate: readonly string[] | null };
  readonly out: string | undefined;
  readonly format: "text" | "json";
}

/** @throws {UsageError} for arguments that it cannot use. */
function requestOf(args: string[]): SweepRequest {
  const { values, positionals } = parseCommand("sweep", args, {
    group: { type: "string" },
    replicate: { type: "string" },
    contract: { type: "string" },
    out: { type: "string" },
    part: { type: "string" },
    slurm: { type: "string" },
    parts: { type: "string" },
    threads: { type: "string" },
    format: { type: "string", default: "text" },
  });
  const { contract, out, part, slurm, parts } = values;
  const format = oneOf("format", values.format, ["text", "json"]);
  const paths = atLeastOne("sweep", positionals);
  const threads =
    values.threads === undefined ? undefined : wholeNumber("threads", values.threads, { least: 1, most: mostThreads });
  return {
    selection: { command: "sweep", paths, contract, threads, curves: out !== undefined },
    parts: part === undefined && slurm === undefined && parts === undefined ? null : values,
    keys: { group: keysOf(values.group), replicate: keysOf(values.replicate) },
    ...{ out, format },
  };
}

/** What a report is written of. */
interface ReportParts {
  readonly out: string;
  /** The path that the sweep was read from, the first of them. */
  readonly from: string;
  readonly input: SweepInput;
  readonly rows: readonly SweepRow[];
  readonly analysis: SweepAnalysis;
  /** The setting that colors the figures; null for none. */
  readonly group: string | null;
  /** Which columns a table of runs does not have, in sentences. */
  readonly notHeld: readonly string[];
}

/** Writes the report, its figures and its tables into a folder. */
async function writeReport(
  { out, from, input, rows, notHeld, ...shown }: ReportParts,
  terminal: Terminal,
): Promise<void> {
  const { csv, unusable, missing, made, parts } = input;
  const written = await writeSweep(out, {
    ...{ ...shown, csv, rows, unusable, made },
    missing: [...missing, ...notHeld],
    curves: await reportCurves({ made, parts }, { folder: from, rows: keptRows(rows), terminal }),
  });
  if (parts !== null && (await isSamePlace(out, from))) {
    await alignParts(parts.read, parts);
  }
  terminal.warn(printable(`Wrote ${written.length} files into ${out}.`));
}

function tableOf(csv: string, paths: readonly string[]): RunsTable {
  try {
    return readRunsTable(csv);
  } catch (error) {
    const path = paths.join(", ");
    throw error instanceof RunsTableError ? new LogError(path, `Cannot use ${path}: ${error.message}`) : error;
  }
}

/** @throws {UsageError} where a setting to group by does not vary. */
function optionsFor({ rows }: RunsTable, given: Omit<SweepOptions, "seed">): SweepOptions {
  const { varying } = designOf(rows, given.replicate);
  const unknown = given.group?.find((key) => !varying.includes(key));
  if (unknown !== undefined) {
    const known = varying.length === 0 ? "No setting varies" : `The settings that vary are ${varying.join(", ")}`;
    throw new UsageError(`--group takes settings that vary, and ${unknown} does not. ${known}.`);
  }
  return { ...usualOptions, ...given };
}

function keysOf(list: string | undefined): readonly string[] | null {
  return list?.split(",").filter((key) => key !== "") ?? null;
}
