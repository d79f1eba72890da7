import { open, stat } from "node:fs/promises";
import { version } from "../../../package.json";
import { runCsvPath } from "../../formats/convert/runCsvPath.ts";
import { tableCsv } from "../../formats/convert/tableCsv.ts";
import { readRun } from "../../formats/discovery/readRun.ts";
import { csvPathOf } from "../../log/csv/csvPath.ts";
import { csvText, type CsvTextOptions } from "../../log/convert/csvStream.ts";
import { LogError } from "../../log/files/logError.ts";
import { replaceFile } from "../../log/files/replaceFile.ts";
import { csvColumns } from "../../log/parquet/csvColumns.ts";
import { parquetBytes, writtenBy } from "../../log/parquet/parquetBytes.ts";
import type { FoundLog } from "./foundLog.ts";

/** What became of a log: the file and its rows, or why there is none. */
export interface ParquetResult {
  readonly state: "written" | "foreign" | "empty";
  readonly path: string;
  readonly rows: number;
}

interface ParquetOptions {
  /** What logs are read with. */
  readonly engine: CsvTextOptions["engine"];
  /** Path of the file; beside the log where absent. */
  readonly out: string | undefined;
  /** Whether a file that we did not write is replaced. */
  readonly force: boolean;
}

/** More text than this has no room in memory as cells. */
const mostCharacters = 400_000_000;

/**
 * Writes the Parquet of a log, with the columns and rows of its CSV, in one step. A file that we did not write stays
 * unless `force` is set.
 * @throws {LogError} where the log cannot be read, or the file not be written.
 */
export async function convertParquet(log: FoundLog, { engine, out, force }: ParquetOptions): Promise<ParquetResult> {
  const csvPath = log.source === null ? csvPathOf(log.path) : runCsvPath(log.source);
  const path = out ?? csvPath.replace(/\.csv$/, ".parquet");
  const columns = csvColumns(await csvOf(log, engine));
  const rows = columns[0]?.cells.length ?? 0;
  if (rows === 0) {
    return { state: "empty", path, rows };
  }
  if (!force && (await isForeign(path))) {
    return { state: "foreign", path, rows };
  }
  await replaceFile(path, parquetBytes(columns, { "slopewise.version": version }));
  return { state: "written", path, rows };
}

async function csvOf({ path, source }: FoundLog, engine: ParquetOptions["engine"]): Promise<string> {
  const decoder = new TextDecoder();
  const pieces: string[] = [];
  let length = 0;
  const add = (piece: string): void => {
    length += piece.length;
    if (length > mostCharacters) {
      throw new LogError(path, `${path} is too large to be made into one Parquet file: its CSV has over 400 MB.`);
    }
    pieces.push(piece);
  };
  if (source === null) {
    for await (const piece of csvText(path, { engine, includeIncomplete: true })) {
      add(decoder.decode(piece, { stream: true }));
    }
  } else {
    for (const piece of tableCsv(await readRun(source, { texts: true }))) {
      add(piece);
    }
  }
  return pieces.join("");
}

/** The end of a Parquet file names its writer. */
const footerBytes = 1 << 20;

/** Whether something stands in the place that we did not write. */
async function isForeign(path: string): Promise<boolean> {
  const there = await stat(path).catch(() => null);
  if (there === null) {
    return false;
  }
  if (!there.isFile()) {
    return true;
  }
  const file = await open(path, "r");
  try {
    const length = Math.min(there.size, footerBytes);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, there.size - length);
    return !buffer.includes(writtenBy) || !buffer.subarray(-4).equals(Buffer.from("PAR1"));
  } finally {
    await file.close();
  }
}
