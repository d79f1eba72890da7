import { readFile, stat } from "node:fs/promises";
import { fileError, LogError } from "../../log/files/logError.ts";
import { analyzeSweep, usualOptions } from "../../sweep/statistics/analyzeSweep.ts";
import { sweepJson } from "../../sweep/report/sweepJson.ts";
import { sweepSentences } from "../../sweep/report/sentences.ts";
import { readRunsTable, RunsTableError, type RunsTable } from "../../sweep/table/readTable.ts";
import { oneOf, parseCommand } from "../terminal/arguments.ts";
import { printableLines, type Terminal } from "../terminal/terminal.ts";
import { exitCodes, UsageError, type ExitCode } from "../terminal/usageError.ts";

export const sweepHelp = `slopewise sweep TABLE [--replicate KEY,KEY] [--format text|json]

Says what many runs say together: the best configuration beyond its seeds, what each setting does, whether the early
slope foretells the outcome, how straight the curves are and which model describes them. TABLE is a CSV with a row a
run: run, state, config.KEY for each setting, best_val, alpha_early, alpha_full, r2, knee, plateau, noise_floor,
tail_power, aicc.MODEL, window.START-END, verdict. Only run is needed; missing columns cost only their figures.

  --replicate KEYS  settings that only repeat a configuration (seed, random_seed, trial, replicate where not given)
  --format NAME     text (default) or json

Exit codes: 0 done, 2 unusable arguments or input.
`;

/** Runs `slopewise sweep`. @throws {UsageError} for arguments or a table that it cannot use; LogError where it cannot be read. */
export async function sweep(args: string[], terminal: Terminal): Promise<ExitCode> {
  const { values, positionals } = parseCommand("sweep", args, {
    replicate: { type: "string" },
    format: { type: "string", default: "text" },
  });
  const format = oneOf("format", values.format, ["text", "json"]);
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) {
    throw new UsageError("Give one table of runs. See slopewise sweep --help.");
  }
  const table = await readTable(path);
  for (const problem of table.problems) {
    terminal.warn(printableLines(problem));
  }
  if (table.missing.length > 0) {
    terminal.warn(`The table has no column for ${table.missing.join(", ")}: the figures that need them are left out.`);
  }
  const replicate = values.replicate?.split(",").filter((key) => key !== "") ?? null;
  const analysis = analyzeSweep(table.rows, { ...usualOptions, replicate });
  await terminal.write(
    format === "json"
      ? `${JSON.stringify(sweepJson(analysis))}\n`
      : `${sweepSentences(analysis).map(printableLines).join("\n")}\n`,
  );
  return exitCodes.fine;
}

/** A table of runs larger than this is a mistake. */
const mostBytes = 512 * 1024 * 1024;

async function readTable(path: string): Promise<RunsTable> {
  try {
    const there = await stat(path);
    if (!there.isFile() || there.size > mostBytes) {
      throw new UsageError(`${path} is not a table of runs: a CSV file of at most 512 MiB is expected.`);
    }
    return readRunsTable(await readFile(path, "utf8"));
  } catch (error) {
    if (error instanceof RunsTableError) {
      throw new LogError(path, `Cannot use ${path}: ${error.message}`);
    }
    throw error instanceof UsageError ? error : fileError(error, path, "read");
  }
}
