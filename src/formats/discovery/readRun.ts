import type { RunLook, RunSource } from "../model/format.ts";
import { formatOf } from "./formats.ts";

/** A file that is written to all the time is read so many times before what came of it is taken as it is. */
const mostReads = 5;

/**
 * All that a run's files hold now; a last line that is whole but for its newline counts. `texts`: whether cells that are
 * no numbers are kept.
 * @throws {LogError} where a file cannot be read.
 */
export async function readRun(source: RunSource, { texts }: { readonly texts: boolean }): Promise<RunLook> {
  const reader = formatOf(source.format).open(source, { texts, ended: true });
  let look = await reader.poll();
  for (let reads = 1; reads < mostReads && !look.changed; reads += 1) {
    look = await reader.poll();
  }
  return look;
}
