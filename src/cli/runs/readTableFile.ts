import { readFile, stat } from "node:fs/promises";
import { fileError } from "../../log/files/logError.ts";
import { UsageError } from "../terminal/usageError.ts";

/** A table of runs larger than this is a mistake. */
const mostBytes = 512 * 1024 * 1024;

/** The text of a table of runs. @throws {UsageError} where it is no file of a fitting size; LogError where it cannot be read. */
export async function readTableFile(path: string): Promise<string> {
  try {
    const there = await stat(path);
    if (!there.isFile() || there.size > mostBytes) {
      throw new UsageError(`${path} is not a table of runs: a CSV file of at most 512 MiB is expected.`);
    }
    return await readFile(path, "utf8");
  } catch (error) {
    throw error instanceof UsageError ? error : fileError(error, path, "read");
  }
}
