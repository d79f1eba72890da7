import { stat } from "node:fs/promises";
import { version } from "../../../package.json";
import { runCsvPath } from "../../formats/convert/runCsvPath.ts";
import { runToParquet } from "../../formats/convert/runParquet.ts";
import { readRun } from "../../formats/discovery/readRun.ts";
import { csvPathOf } from "../../log/csv/csvPath.ts";
import { logToParquet } from "../../log/convert/logParquet.ts";
import { ParquetBuild } from "../../log/convert/parquetBuild.ts";
import { placeKind } from "../../log/csv/csvOwnership.ts";
import { openRegularHandle } from "../../log/files/regularFile.ts";
import { isSameFile } from "../../log/files/sameFile.ts";
import { writtenBy } from "../../log/parquet/parquetBytes.ts";
import type { Engine } from "../../log/read/engine.ts";
import type { FoundLog } from "./foundLog.ts";

/**
 * What became of a log: the file and its rows, or why there is none. `refused`: what stands in the file's place is a link,
 * a folder, a device or the log itself.
 */
export interface ParquetResult {
  readonly state: "written" | "foreign" | "empty" | "refused";
  readonly path: string;
  readonly rows: number;
}

interface ParquetOptions {
  /** What logs are read with. */
  readonly engine: Engine;
  /** Path of the file; next to the log where absent. */
  readonly out: string | undefined;
  /** Whether a file that we did not write is replaced. */
  readonly force: boolean;
}

/**
 * Writes the Parquet of a log, with the columns and rows of its CSV, in one step. A file that we did not write stays
 * unless `force` is set; the log itself and what is no regular file always do.
 * @throws {LogError} where the log cannot be read, or the file not be written.
 */
export async function convertParquet(log: FoundLog, { engine, out, force }: ParquetOptions): Promise<ParquetResult> {
  const csvPath = log.source === null ? csvPathOf(log.path) : runCsvPath(log.source);
  const path = out ?? csvPath.replace(/\.csv$/, ".parquet");
  const isLog = await Promise.all([log.path, ...(log.source?.files ?? [])].map((file) => isSameFile(path, file)));
  if (isLog.includes(true) || (await placeKind(path)) === "other") {
    return { state: "refused", path, rows: 0 };
  }
  if (!force && (await isForeign(path))) {
    return { state: "foreign", path, rows: 0 };
  }
  const build = new ParquetBuild(path, { "slopewise.version": version });
  try {
    await (log.source === null
      ? logToParquet(log.path, build, { engine })
      : runToParquet(await readRun(log.source, { texts: true }), build));
    const { rows, isEmpty } = build;
    if (!isEmpty) {
      await build.finish();
    }
    return { state: isEmpty ? "empty" : "written", path, rows };
  } finally {
    await build.discard();
  }
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
  const file = await openRegularHandle(path, { followLinks: true });
  try {
    const length = Math.min(there.size, footerBytes);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, there.size - length);
    return !buffer.includes(writtenBy) || !buffer.subarray(-4).equals(Buffer.from("PAR1"));
  } finally {
    await file.close();
  }
}
