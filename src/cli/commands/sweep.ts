import { LogError } from "../../log/files/logError.ts";
import { analyzeSweep, keptRows, usualOptions, type SweepOptions } from "../../sweep/statistics/analyzeSweep.ts";
import { sweepJson } from "../../sweep/report/sweepJson.ts";
import { sweepSentences } from "../../sweep/report/sentences.ts";
import { designOf } from "../../sweep/table/design.ts";
import { RunsTableError } from "../../sweep/table/csvTable.ts";
import { missingSentences, readRunsTable, type RunsTable } from "../../sweep/table/readTable.ts";
import { reportCurves } from "../report/reportCurves.ts";
import { alignParts } from "../report/partFolder.ts";
import { checkFolder, writeSweep } from "../report/sweepFolder.ts";
import type { Engine } from "../../log/read/engine.ts";
import { atLeastOne, oneOf, parseCommand, wholeNumber } from "../terminal/arguments.ts";
import { printable, printableJson, printableLines } from "../../printable.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { exitCodes, UsageError, type ExitCode } from "../terminal/usageError.ts";
import { isSamePlace, readInput } from "./sweepInput.ts";
import { sweepInParts } from "./sweepInParts.ts";

export const sweepHelp = `slopewise sweep PATH... [--group KEY,KEY] [--out DIR [--part I/N | --slurm FILE]] [--format text|json]

Shows what many runs say together: the best configuration given the spread of seeds, what each setting does, whether the
early slope predicts the outcome, how straight the curves are and which model describes them. PATH is a log, a run folder or
a folder of run folders; or one table of runs, a CSV with one row per run: run, state, config.KEY for each setting,
best_val, alpha_early, alpha_full, r2, knee, plateau, noise_floor, tail_power, aicc.MODEL, window.START-END, verdict.
A table only needs the column run; missing columns only cost their figures. Settings are read from config.json, args.json,
hparams.yaml, config.yaml and the like next to each log, else from the names of its folders.

On a cluster a sweep is made in parts. To merge them, PATH is the folder that was their --out. Statistics only need the
parts, not the logs.

  --out DIR         write into DIR: report.html, one page with all of it, runs.csv, sweep.json,
                    figures/*.svg for one and for two columns of a paper, and of logs the same
                    table and the curves as Parquet; other files in it stay
  --part I/N        read only the logs of part I of N and write its Parquet files into DIR; a part that is there, and
                    whose logs, settings and contracts have not changed, is not made again
  --slurm FILE      write a script that has SLURM make all parts, and a job that merges them; read no log
  --parts N         cut into so many parts; as many as the logs' bytes call for where not given
  --group KEYS      compare the levels of these settings only (all that vary); the first colors the figures
  --replicate KEYS  settings that only repeat a configuration; where not given, those that the contracts name, else seed,
                    random_seed, trial, replicate
  --contract FILE   names and settings from this contract; default: metrics.contract.json in the run's folder or above it
  --threads N       read logs on so many threads; on as many as there are processors where not given. The result is the
                    same
  --format NAME     text (default) or json

Exit codes: 0 done, 2 unusable arguments or input; a log that cannot be used, or a part that is missing, is said and left
out, and makes it 2. A part that was written makes it 0: its merge says what could not be used.
`;

const mostThreads = 256;

/** Runs `slopewise sweep`. @throws {UsageError} for arguments or a table that it cannot use; LogError where it cannot be read or written. */
export async function sweep(args: string[], terminal: Terminal, engine: Engine): Promise<ExitCode> {
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
  const format = oneOf("format", values.format, ["text", "json"]);
  const paths = atLeastOne("sweep", positionals);
  if (values.out !== undefined) {
    await checkFolder(values.out);
  }
  const { contract, out } = values;
  const threads =
    values.threads === undefined ? undefined : wholeNumber("threads", values.threads, { least: 1, most: mostThreads });
  const selection = { command: "sweep", paths, contract, threads, curves: out !== undefined };
  if (values.part !== undefined || values.slurm !== undefined || values.parts !== undefined) {
    return await sweepInParts(selection, values, { terminal, engine });
  }
  const { csv, unusable, missing, settings, made, parts } = await readInput(selection, terminal, engine);
  const table = tableOf(csv, paths);
  // The table of logs is ours: it has all columns that there is anything for.
  const notHeld = made === null && parts === null ? missingSentences(table) : [];
  notHeld.forEach((sentence) => terminal.warn(printableLines(sentence)));
  const options = optionsFor(table, {
    straightness: settings.straightness,
    replicate: keysOf(values.replicate) ?? settings.replicate,
    group: keysOf(values.group),
  });
  const analysis = analyzeSweep(table.rows, options);
  if (values.out !== undefined) {
    const written = await writeSweep(values.out, {
      csv,
      analysis,
      rows: table.rows,
      group: options.group?.[0] ?? null,
      unusable,
      missing: [...missing, ...notHeld],
      made,
      curves: await reportCurves({ made, parts }, { folder: paths[0] ?? "", rows: keptRows(table.rows), terminal }),
    });
    if (parts !== null && (await isSamePlace(values.out, paths[0]))) {
      await alignParts(parts.read, parts.columns);
    }
    terminal.warn(printable(`Wrote ${written.length} files into ${values.out}.`));
  }
  await terminal.write(
    format === "json"
      ? `${printableJson(sweepJson(analysis))}\n`
      : `${sweepSentences(analysis).map(printableLines).join("\n")}\n`,
  );
  return unusable > 0 || missing.length > 0 ? exitCodes.unusable : exitCodes.fine;
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
