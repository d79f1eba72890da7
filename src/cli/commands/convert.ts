import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { derivationsOf } from "../../contract/checks/derivable.ts";
import { convertRun } from "../../formats/convert/convertRun.ts";
import { runCsvPath } from "../../formats/convert/runCsvPath.ts";
import { readRun } from "../../formats/discovery/readRun.ts";
import type { RunSource } from "../../formats/model/format.ts";
import { tableCsv } from "../../formats/convert/tableCsv.ts";
import { convertLog, type ConvertOptions, type ConvertResult } from "../../log/convert/convertLog.ts";
import { csvPathOf } from "../../log/csv/csvPath.ts";
import { csvText } from "../../log/convert/csvStream.ts";
import { LogError } from "../../log/files/logError.ts";
import { LogParser } from "../../log/parser/logParser.ts";
import type { Engine } from "../../log/read/engine.ts";
import { logPieces } from "../../log/read/logPieces.ts";
import { convertText } from "../report/convertText.ts";
import { atLeastOne, parseCommand } from "../terminal/arguments.ts";
import { CommandContracts } from "../runs/commandContracts.ts";
import { convertParquet, type ParquetResult } from "../runs/convertParquet.ts";
import { findLogs } from "../runs/findLogs.ts";
import type { FoundLog } from "../runs/foundLog.ts";
import { printable, printableLines } from "../../printable.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { exitCodes, UsageError, worse, type ExitCode } from "../terminal/usageError.ts";

export const convertHelp = `slopewise convert PATH... [--out FILE] [--force] [--stdout | --parquet | --derive [--contract FILE]]

Writes the CSV of each log next to it: metrics.csv for metrics.jsonl, metrics.slopewise.csv for logs of other tools. A CSV
that was not generated from the log is left alone. A CSV over 64 MiB and over 64 times the size of its log is not written:
that happens if new keys keep appearing. PATH is a log, a run folder or a folder of run folders.

  --out FILE       write the CSV of the only log to FILE
  --force          replace a CSV that was not generated from the log; write it whatever its size
  --stdout         write the CSV of the only log to standard output
  --parquet        write metrics.parquet instead: the same columns, numbers as doubles, missing cells null
  --derive         write metrics.derived.csv instead: the CSV with what the contract derives from other metrics
  --contract FILE  use this contract; default: metrics.contract.json in the run's folder or above it

Exit codes: 0 written or up to date, 1 a CSV was left alone or nothing could be derived, 2 unusable arguments or input.
`;

/** Runs `slopewise convert`. @throws {UsageError} for arguments that it cannot use. */
export async function convert(args: string[], terminal: Terminal, engine: Engine): Promise<ExitCode> {
  const { values, positionals } = parseCommand("convert", args, {
    out: { type: "string" },
    force: { type: "boolean", default: false },
    stdout: { type: "boolean", default: false },
    parquet: { type: "boolean", default: false },
    derive: { type: "boolean", default: false },
    contract: { type: "string" },
  });
  if (values.contract !== undefined && !values.derive) {
    throw new UsageError("--contract says what is derived, so it goes with --derive.");
  }
  if (values.parquet && (values.stdout || values.derive)) {
    throw new UsageError("--parquet writes a file of what was logged, so it goes with neither --stdout nor --derive.");
  }
  const contracts = new CommandContracts(values.contract ?? null, terminal.warn);
  const { logs, unreadable } = await findLogs(atLeastOne("convert", positionals), contracts);
  unreadable.forEach((error) => terminal.warn(printableLines(error.message)));
  let code: ExitCode = unreadable.length > 0 ? exitCodes.unusable : exitCodes.fine;
  if (values.stdout || values.out !== undefined) {
    checkSingle(logs, values.stdout ? "--stdout" : "--out");
  }
  if (values.stdout) {
    if (values.out !== undefined || values.force || values.derive) {
      throw new UsageError(
        "--stdout prints what was logged and writes no file, so it goes with none of --out, --force and --derive.",
      );
    }
    return worse(code, await toStandardOutput(logs, terminal, engine));
  }
  await checkOut(values.out, logs);
  for (const [index, log] of logs.entries()) {
    terminal.progress(`${index + 1}/${logs.length} ${printable(log.run)}`);
    const { out, force, parquet } = values;
    const how = { engine, out, force, parquet, contracts: values.derive ? contracts : null };
    code = worse(code, await convertOne(log, how, terminal));
  }
  terminal.progress("");
  return code;
}

interface HowToConvert {
  /** What logs are read with. */
  readonly engine: Engine;
  readonly out: string | undefined;
  readonly force: boolean;
  readonly parquet: boolean;
  /** What columns are derived by; null where none are. */
  readonly contracts: CommandContracts | null;
}

async function convertOne(log: FoundLog, how: HowToConvert, terminal: Terminal): Promise<ExitCode> {
  try {
    if (how.parquet) {
      return await tellParquet(await convertParquet(log, how), terminal);
    }
    if (log.source !== null) {
      return await convertForeign(log.source, how, terminal);
    }
    if (!(await holdsRecord(log.path, how.engine))) {
      terminal.warn(`${printable(log.path)} holds no record: none of its lines is a JSON object. No CSV was written.`);
      return exitCodes.unusable;
    }
    const result = await convertLog(log.path, await optionsFor(log, how));
    return await tell(result, terminal);
  } catch (error) {
    if (error instanceof LogError || error instanceof UsageError) {
      terminal.warn(printableLines(error.message));
      return exitCodes.unusable;
    }
    throw error;
  }
}

async function tellParquet({ state, path, rows }: ParquetResult, terminal: Terminal): Promise<ExitCode> {
  switch (state) {
    case "written":
      terminal.progress("");
      await terminal.write(printable(`Wrote ${rows} ${rows === 1 ? "row" : "rows"} to ${path}.`) + "\n");
      return exitCodes.fine;
    case "foreign":
      terminal.warn(printable(`${path} was not written by Slopewise. It was left alone; replace it with --force.`));
      return exitCodes.findings;
    case "refused":
      terminal.warn(
        printable(
          `${path} is a link, a folder, a device or the log itself, which is never overwritten. Give another --out.`,
        ),
      );
      return exitCodes.findings;
    case "empty":
      terminal.warn(printable(`The log holds no record with a value. ${path} was not written.`));
      return exitCodes.unusable;
  }
}

async function tell(result: ConvertResult, terminal: Terminal): Promise<ExitCode> {
  if (result.state === "written" || result.state === "unchanged") {
    terminal.progress("");
    await terminal.write(`${printable(convertText(result))}\n`);
    return exitCodes.fine;
  }
  terminal.warn(printable(convertText(result)));
  return exitCodes.findings;
}

/** Converts a run of another format than JSON Lines. */
async function convertForeign(source: RunSource, how: HowToConvert, terminal: Terminal): Promise<ExitCode> {
  if (how.contracts !== null) {
    throw new UsageError(`--derive is for JSON Lines, and ${source.path} is none. Convert it without --derive.`);
  }
  const look = await readRun(source, { texts: true });
  if (look.table.records === 0) {
    terminal.warn(`${printable(source.path)} holds no record. No CSV was written.`);
    return exitCodes.unusable;
  }
  const path = how.out ?? runCsvPath(source);
  return await tell(await convertRun(look, path, { source, force: how.force }), terminal);
}

/** @throws {UsageError} where the contract that columns are derived by cannot be used. */
async function optionsFor(
  { path }: FoundLog,
  { engine, out, force, contracts }: HowToConvert,
): Promise<ConvertOptions> {
  const plain = { engine, out, force, includeIncomplete: true };
  return contracts === null
    ? plain
    : { ...plain, out: out ?? csvPathOf(path, "derived"), derived: derivationsOf(await contracts.ofLog(path)) };
}

/** False for a file that is no log; an empty one may become one. Reads on only until the first record. */
async function holdsRecord(path: string, { kernel }: Engine): Promise<boolean> {
  const parser = new LogParser({ kernel, csv: false, keep: [] });
  let bytes = 0;
  for await (const piece of logPieces(path, Infinity)) {
    parser.push(piece);
    bytes += piece.length;
    if (parser.records > 0) {
      return true;
    }
  }
  parser.end({ includeIncomplete: true });
  return bytes === 0 || parser.records > 0;
}

async function toStandardOutput(logs: readonly FoundLog[], terminal: Terminal, engine: Engine): Promise<ExitCode> {
  for (const { path, source } of logs) {
    if (source !== null) {
      for (const text of tableCsv(await readRun(source, { texts: true }))) {
        await terminal.write(text);
      }
      continue;
    }
    for await (const piece of csvText(path, { engine, includeIncomplete: true })) {
      await terminal.write(piece);
    }
  }
  return exitCodes.fine;
}

/** A place for the CSV is a file, new or not, in a folder that exists. */
async function checkOut(out: string | undefined, logs: readonly FoundLog[]): Promise<void> {
  if (out === undefined) {
    return;
  }
  if (await isFolder(out)) {
    const file = join(out, basename(csvPathOf(logs[0]?.path ?? "metrics.jsonl")));
    throw new UsageError(`--out takes a file, and ${out} is a folder. Name the file in it: --out ${file}`);
  }
  if (!(await isFolder(dirname(out)))) {
    throw new UsageError(
      `There is no folder ${dirname(out)} to write ${basename(out)} into. Make it, or give another --out.`,
    );
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path)
    .then((found) => found.isDirectory())
    .catch(() => false);
}

function checkSingle(logs: readonly FoundLog[], option: string): void {
  if (logs.length > 1) {
    throw new UsageError(`${option} takes one log, and there are ${logs.length}. Name one of them.`);
  }
}
