import { LogError } from "./logError.ts";
import { NotRegularFileError, openRegular, type OpenFile } from "./regularFile.ts";
import { t } from "../../l10n.ts";

/**
 * Opens a log for reading, which the caller closes; a FIFO is refused without waiting for its writer.
 * @throws where it cannot be opened or is no regular file.
 */
export function openLog(path: string): OpenFile {
  try {
    return openRegular(path, { followLinks: true });
  } catch (error) {
    throw error instanceof NotRegularFileError
      ? new LogError(path, t("Cannot read {0}: {1}", path, t("it is no regular file. Give a metrics.jsonl.")))
      : error;
  }
}
