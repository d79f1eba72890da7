import type { ReaderOptions, RunLook, RunSource } from "../model/format.ts";
import { formatOf } from "./formats.ts";

/** A file that is written to all the time is read so many times before what came of it is taken as it is. */
const mostReads = 5;

/**
 * All that a run's files hold now, or what is kept of a long run; a last line that is whole but for its newline counts.
 * @throws {LogError} where a file cannot be read.
 */
export async function readRun(source: RunSource, options: Omit<ReaderOptions, "ended">): Promise<RunLook> {
  const reader = formatOf(source.format).open(source, { ...options, ended: true });
  let look = await reader.poll();
  for (let reads = 1; reads < mostReads && !look.changed; reads += 1) {
    look = await reader.poll();
  }
  return look;
}
