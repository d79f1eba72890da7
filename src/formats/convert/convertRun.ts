import { basename, dirname, join } from "node:path";
import { settle, type ConvertResult } from "../../log/convert/convertLog.ts";
import { csvOwner, placeKind } from "../../log/csv/csvOwnership.ts";
import { withLockPatiently } from "../../log/files/fileLock.ts";
import { fileError } from "../../log/files/logError.ts";
import { TemporaryFile } from "../../log/files/temporaryFile.ts";
import type { RunLook, RunSource } from "../model/format.ts";
import { tableCsv } from "./tableCsv.ts";

/** What the CSV of a run of another format ends with: no tool writes such a name. */
const ending = ".slopewise.csv";

/**
 * Where the CSV of a run goes unless a place is named: beside its log, under a name that cannot be its tool's. It has the
 * name of its log where a folder may hold several, and is `metrics.slopewise.csv` otherwise.
 */
export function runCsvPath({ path, files, part, format }: RunSource): string {
  if (!files.includes(path)) {
    return join(path, `metrics${ending}`);
  }
  const stem =
    format === "keras" || format === "csv" || part !== null ? basename(path).replace(/\.[^.]*$/, "") : "metrics";
  return join(dirname(path), `${stem}${part === null ? "" : `.${part.replaceAll(/[^\w.-]/g, "_")}`}${ending}`);
}

/**
 * Writes the CSV of a run. A file that is there and was not made from the run stays as it is unless `force` is set.
 * @throws {LogError} where it cannot be written.
 */
export async function convertRun(
  look: RunLook,
  path: string,
  { source, force }: { readonly source: RunSource; readonly force: boolean },
): Promise<ConvertResult> {
  const { records, keys } = look.table;
  const nothing = { rows: 0, columns: keys.length, log: source.path, path, leastBytes: 0, sources: [] };
  if (source.files.includes(path) || (await placeKind(path)) === "other") {
    return { ...nothing, state: "refused" };
  }
  const file = await TemporaryFile.create(path);
  try {
    for (const text of tableCsv(look)) {
      await file.write(Buffer.from(text));
    }
    await file.sync();
    const state = await withLockPatiently(path, async () => {
      const owner = await csvOwner(path, { handle: file.handle, size: file.size, keys });
      return settle(file, owner, force);
    });
    return { ...nothing, rows: records, state };
  } catch (error) {
    await file.discard();
    throw fileError(error, path, "write");
  }
}
