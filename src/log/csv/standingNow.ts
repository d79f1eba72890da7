import { signatureAt } from "../files/fileSignature.ts";
import { ownNow } from "./csvFiles.ts";
import { oursFrom, type LeftAlone, type SettledCsv } from "./csvStates.ts";
import { isAheadForGood } from "./leftAlone.ts";
import type { ForeignCsv } from "./foreignCsv.ts";

/**
 * How a CSV stands by now, as far as that is told without reading the log. `keys`: those of the log. Null in any doubt: it
 * was changed or removed, or there was none, and has to be made from the log's first byte. One that could not be written
 * stays so: when that is tried again is not said by the file.
 */
export async function standingNow(
  path: string,
  standing: SettledCsv,
  keys: readonly string[],
): Promise<SettledCsv | null> {
  switch (standing.kind) {
    case "missing":
      return null;
    case "tooWide":
    case "failed":
      return standing;
    case "empty":
      return signatureAt(path) === null ? standing : null;
    case "ours":
    case "ahead": {
      const own = isAheadForGood(standing) ? null : ownNow(path, standing.own);
      return own === null ? null : oursFrom({ ...standing, own });
    }
    case "askedFor":
      return standing.csv.isUnchanged(signatureAt(path), keys) ? standing : null;
    case "left":
      return (await isStillLeft(path, standing, keys)) ? standing : null;
  }
}

/** Whether a file that was left alone needs no second judgment. */
async function isStillLeft(
  path: string,
  { why, csv }: { readonly why: LeftAlone; readonly csv: ForeignCsv },
  keys: readonly string[],
): Promise<boolean> {
  const now = signatureAt(path);
  if (csv.isUnchanged(now, keys)) {
    return true;
  }
  return why === "foreign" && now !== null && now.size > 0n && csv.isStillForeign(path, now, keys);
}
