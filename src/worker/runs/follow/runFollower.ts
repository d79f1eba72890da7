import { LogError } from "../../../log/files/logError.ts";
import type { LogFollower } from "../../../log/follow/logFollower.ts";
import type { Poll } from "../../../log/follow/poll.ts";
import type { LineMarks } from "../../../log/parser/lineMarks.ts";
import { linesAt } from "../../../log/read/linesAt.ts";

/** What one look at a run's log came to, whatever its format. */
export interface RunPoll extends Omit<Poll, "marks"> {
  /** Where lines of the log start; null where the log has no lines of JSON that a finding could be placed in. */
  readonly marks: LineMarks | null;
  /** Whether the log was rewritten and is not believed yet: it must stand still from one look to the next. */
  readonly waits?: boolean;
}

/** Follows the log of one run as it grows. */
export interface RunFollower extends Pick<
  LogFollower,
  "csvPath" | "setWriteCsv" | "snapshot" | "dispose" | "readAgain" | "readColumns"
> {
  /** @throws {LogError} where the log is there but cannot be read; the next poll tries again. */
  poll(): Promise<RunPoll>;
}

/** What reads the texts of a log's lines again, by line (1-based); there are none where it is not JSON Lines. */
export function textsOf(
  log: string,
  { marks }: RunPoll,
): (lines: readonly number[]) => Promise<ReadonlyMap<number, string>> {
  return (lines) => (marks === null ? Promise.resolve(new Map()) : linesAt(log, marks, lines));
}

/** What a reading of a log comes to; a sentence that says why, where it cannot be read. */
export async function readOrReason<Read>(read: () => Promise<Read>): Promise<Read | string> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof LogError)) {
      throw error;
    }
    return error.message;
  }
}
