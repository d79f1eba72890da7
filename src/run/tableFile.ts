import { readFile, stat } from "node:fs/promises";
import { t } from "../l10n.ts";
import { fileError, LogError } from "../log/files/logError.ts";

/** A table of runs larger than this is a mistake. */
const mostBytes = 512 * 1024 * 1024;

/** The text of a table of runs. @throws {LogError} where it is no file of a fitting size, or cannot be read. */
export async function readTableFile(path: string): Promise<string> {
  try {
    const there = await stat(path);
    if (!there.isFile() || there.size > mostBytes) {
      throw new LogError(path, t("{0} is not a table of runs: a CSV file of at most 512 MiB is expected.", path));
    }
    return await readFile(path, "utf8");
  } catch (error) {
    throw fileError(error, path, "read");
  }
}
