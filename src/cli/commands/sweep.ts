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
      await alignParts(parts.read, parts);
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
