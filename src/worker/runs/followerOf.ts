import type { RunSource } from "../../formats/model/format.ts";
import { LogError } from "../../log/files/logError.ts";
import { LogFollower, type FollowOptions } from "../../log/follow/logFollower.ts";
import { linesAt } from "../../log/read/linesAt.ts";
import { ForeignFollower } from "./foreignFollower.ts";
import type { RunFollower, RunPoll } from "./runFollower.ts";

/** The follower of a log of JSON Lines, or, where `source` says what else it is, of its format. */
export function followerOf(log: string, source: RunSource | null, options: FollowOptions): RunFollower {
  return source === null ? new LogFollower(log, options) : new ForeignFollower(source);
}

/** What reads the texts of a log's lines again, by line (1-based); there are none where it is not JSON Lines. */
export function textsOf(
  log: string,
  { marks }: RunPoll,
): (lines: readonly number[]) => Promise<ReadonlyMap<number, string>> {
  return (lines) => (marks === null ? Promise.resolve(new Map()) : linesAt(log, marks, lines));
}

/** One poll of a log; a sentence that says why, where it cannot be read. */
export async function pollOrReason(follower: RunFollower): Promise<RunPoll | string> {
  try {
    return await follower.poll();
  } catch (error) {
    if (!(error instanceof LogError)) {
      throw error;
    }
    return error.message;
  }
}
