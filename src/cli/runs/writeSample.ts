import { setTimeout as wait } from "node:timers/promises";
import { countOf } from "../../contract/texts/sentences.ts";
import { SampleFile, type SampleSource } from "../../samples/sampleFiles.ts";
import { stepsOf } from "../../samples/sampleLog.ts";
import { printable } from "../../printable.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** How a sample run grows. */
export interface LivePace {
  /** Milliseconds between two appends. */
  readonly interval: number;
  /** Records that an append comes to, about. */
  readonly records: number;
  /** Part of the run that is there at once. */
  readonly part: number;
}

interface SampleWriting {
  /** Null for a run that is written as a whole. */
  readonly live: LivePace | null;
  readonly terminal: Terminal;
}

/**
 * Writes a sample run into a folder and says how many records; returns the path of its log. A live one goes on until it
 * ends or is interrupted: each record is appended when its time has come, so that what it says of its time is true.
 */
export async function writeSample(
  folder: string,
  source: SampleSource,
  { live, terminal }: SampleWriting,
): Promise<string> {
  const { parameters } = source;
  const first = live === null ? Infinity : Math.ceil(live.part * stepsOf(parameters));
  const file = await SampleFile.create(folder, live === null ? source : paced(source, live, first));
  try {
    const written = await file.append(first);
    await terminal.write(`${printable(file.path)}: ${countOf(written, "record")}\n`);
    if (live !== null) {
      await goOn(file, live);
    }
    return file.path;
  } finally {
    await file.close();
  }
}

/** The run at the pace at which it grows, begun so long ago that its first records were just logged. */
function paced(source: SampleSource, { interval, records }: LivePace, first: number): SampleSource {
  const secondsPerStep = interval / 1000 / records;
  const begun = Math.floor(Date.now() / 1000 - first * secondsPerStep);
  return { ...source, parameters: { ...source.parameters, secondsPerStep }, begun };
}

/** Appends records as their time comes, flushed to the disk, until the run ends or the person interrupts it. */
async function goOn(file: SampleFile, { interval }: LivePace): Promise<void> {
  const stop = new AbortController();
  const interrupt = (): void => stop.abort();
  process.once("SIGINT", interrupt);
  process.once("SIGTERM", interrupt);
  const [begun, seconds] = [performance.now(), file.seconds];
  try {
    for (let goesOn = true; goesOn && !stop.signal.aborted;) {
      await wait(interval, undefined, { signal: stop.signal });
      goesOn = await file.appendUntil(seconds + (performance.now() - begun) / 1000);
      await file.sync();
    }
  } catch (error) {
    if (!stop.signal.aborted) {
      throw error;
    }
  } finally {
    process.removeListener("SIGINT", interrupt);
    process.removeListener("SIGTERM", interrupt);
  }
}
