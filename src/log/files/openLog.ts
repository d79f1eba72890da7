import { closeSync, constants, fstatSync, openSync, type BigIntStats } from "node:fs";
import { LogError } from "./logError.ts";
import { t } from "../../l10n.ts";

/**
 * Opens a log for reading, which the caller closes; a FIFO is refused without waiting for its writer.
 * @throws where it cannot be opened or is no regular file.
 */
export function openLog(path: string): { readonly file: number; readonly stat: BigIntStats } {
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const stat = statOrClose(file);
  if (stat.isFile()) {
    return { file, stat };
  }
  closeSync(file);
  throw new LogError(path, t("Cannot read {0}: {1}", path, t("it is no regular file. Give a metrics.jsonl.")));
}

function statOrClose(file: number): BigIntStats {
  try {
    return fstatSync(file, { bigint: true });
  } catch (error) {
    closeSync(file);
    throw error;
  }
}
