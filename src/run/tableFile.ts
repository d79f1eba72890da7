import { t } from "../l10n.ts";
import { fileError, LogError } from "../log/files/logError.ts";
import { NotRegularFileError, readRegular, TooLargeFileError } from "../log/files/regularFile.ts";

const mebibyte = 1024 * 1024;
/** A table of runs larger than this is a mistake. */
const mostOfAll = 512 * mebibyte;

/** Whether a path is that of a table of runs rather than of a folder. */
export function isTablePath(path: string): boolean {
  return /\.csv$/i.test(path);
}

/** The text of a table of runs, of at most so many bytes. @throws {LogError} where it is no file of a fitting size, or cannot be read. */
export async function readTableFile(path: string, mostBytes = mostOfAll): Promise<string> {
  try {
    return (await readRegular(path, mostBytes)).toString("utf8");
  } catch (error) {
    if (error instanceof NotRegularFileError || error instanceof TooLargeFileError) {
      throw new LogError(
        path,
        t("{0} is not a table of runs: a CSV file of at most {1} MiB is expected.", path, mostBytes / mebibyte),
      );
    }
    throw fileError(error, path, "read");
  }
}
