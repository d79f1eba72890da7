import { settle, type ConvertResult } from "../../log/convert/convertLog.ts";
import { isTooWide, leastCsvBytes } from "../../log/csv/csvWidth.ts";
import { csvOwner, placeKind } from "../../log/csv/csvOwnership.ts";
import { withLockPatiently } from "../../log/files/fileLock.ts";
import { fileError } from "../../log/files/logError.ts";
import { isSameFile } from "../../log/files/sameFile.ts";
import { removeLeftovers, TemporaryFile } from "../../log/files/temporaryFile.ts";
import type { RunLook, RunSource } from "../model/format.ts";
import { tableCsv } from "./tableCsv.ts";

/** How the CSV of a run is written on request. */
export interface ConvertRunOptions {
  readonly source: RunSource;
  /** Whether a file that is not ours is replaced. */
  readonly force: boolean;
  /** Whether a CSV of many times the log's size is written (csvWidth.ts); as `force` where absent. */
  readonly wide?: boolean | undefined;
  /** Whether spreadsheets are kept from taking texts for formulas; false where absent. */
  readonly escapeFormulas?: boolean | undefined;
}

/**
 * Writes the CSV of a run. A file that is there and was not made from the run stays as it is unless `force` is set.
 * @throws {LogError} where it cannot be written.
 */
export async function convertRun(
  look: RunLook,
  path: string,
  { source, force, wide = force, escapeFormulas = false }: ConvertRunOptions,
): Promise<ConvertResult> {
  const { records, keys } = look.table;
  const leastBytes = leastCsvBytes(look.table);
  const nothing = { rows: 0, columns: keys.length, skipped: 0, log: source.path, path, leastBytes, sources: [] };
  const isLog = await Promise.all([source.path, ...source.files].map((file) => isSameFile(path, file)));
  if (isLog.includes(true) || (await placeKind(path)) === "other") {
    return { ...nothing, state: "refused" };
  }
  if (!wide && isTooWide({ records, keys, bytes: look.size })) {
    return { ...nothing, rows: records, state: "tooWide" };
  }
  // What a program that was killed left of this CSV; a folder that cannot be listed keeps it, and does no harm.
  await removeLeftovers(path).catch(() => undefined);
  return writeRun(look, path, { nothing, force, escapeFormulas });
}

interface Writing extends Required<Pick<ConvertRunOptions, "force" | "escapeFormulas">> {
  readonly nothing: Omit<ConvertResult, "state">;
}

async function writeRun(look: RunLook, path: string, how: Writing): Promise<ConvertResult> {
  const { nothing, force, escapeFormulas } = how;
  const { records, keys } = look.table;
  let file: TemporaryFile | null = null;
  try {
    const made = (file = await TemporaryFile.create(path));
    for (const text of tableCsv(look, escapeFormulas)) {
      await made.write(Buffer.from(text));
    }
    await made.sync();
    const state = await withLockPatiently(path, async () => {
      const owner = await csvOwner(path, { handle: made.handle, size: made.size, keys });
      return settle(made, owner, force);
    });
    return { ...nothing, rows: records, state };
  } catch (error) {
    await file?.discard();
    throw fileError(error, path, "write");
  }
}
