import type { LogFollower, Poll } from "../../log/follow/logFollower.ts";
import type { LineMarks } from "../../log/parser/lineMarks.ts";

/** What one look at a run's log came to, whatever its format. */
export interface RunPoll extends Omit<Poll, "marks"> {
  /** Where lines of the log start; null where the log has no lines of JSON that a finding could be placed in. */
  readonly marks: LineMarks | null;
  /** Whether the log was written anew and is not believed yet: it must stand still from one look to the next. */
  readonly waits?: boolean;
}

/** Follows the log of one run as it grows. */
export interface RunFollower extends Pick<LogFollower, "csvPath" | "setWriteCsv" | "snapshot" | "dispose"> {
  /** @throws {LogError} where the log is there but cannot be read; the next poll tries again. */
  poll(): Promise<RunPoll>;
}
