import { signatureAt } from "../files/fileSignature.ts";
import { place } from "./csvFiles.ts";
import { holdsAll } from "./csvOwnership.ts";
import type { LogRows } from "./csvState.ts";
import { oursFrom, oursIn, type BuildingCsv, type SettledCsv } from "./csvStates.ts";
import { ForeignCsv } from "./foreignCsv.ts";

/**
 * Ends a CSV that was made from the log's first byte, and says how it stands: it is put in its place where what is there
 * is nobody else's, and taken away otherwise.
 * @throws {ChangedMeanwhile} where somebody wrote to it in the moment since.
 */
export async function settleBuild(
  path: string,
  { build, began, from }: BuildingCsv,
  { keys, records, csvWithLastLine }: LogRows,
): Promise<SettledCsv> {
  if (records === 0 && signatureAt(path) === null) {
    await build.discard();
    return { kind: "empty" };
  }
  const placed = await place(path, await build.finish(keys, records), { keys, before: oursIn(from) });
  if (placed.own !== null) {
    return oursFrom({ own: placed.own, columns: keys.length, looks: 0 });
  }
  const { why, judged } = placed;
  const csv = new ForeignCsv(judged, keys.length, performance.now() - began);
  const isAskedFor = why !== "refused" && csvWithLastLine !== null && (await holdsAll(path, csvWithLastLine()));
  return isAskedFor ? { kind: "askedFor", csv } : { kind: "left", why, csv };
}
