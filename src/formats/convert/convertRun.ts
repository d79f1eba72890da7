import { settle, type ConvertResult } from "../../log/convert/convertLog.ts";
import { csvOwner, placeKind } from "../../log/csv/csvOwnership.ts";
import { withLockPatiently } from "../../log/files/fileLock.ts";
import { fileError } from "../../log/files/logError.ts";
import { TemporaryFile } from "../../log/files/temporaryFile.ts";
import type { RunLook, RunSource } from "../model/format.ts";
import { tableCsv } from "./tableCsv.ts";

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
