import { formatOf } from "../../../formats/discovery/formats.ts";
import type { RunSource } from "../../../formats/model/format.ts";
import { LogFollower } from "../../../log/follow/logFollower.ts";
import type { FollowOptions } from "../../../log/follow/poll.ts";
import { ForeignFollower } from "./foreignFollower.ts";
import type { RunFollower } from "./runFollower.ts";

/** The follower of a log of JSON Lines, or, where `source` says what else it is, of its format. */
export function followerOf(log: string, source: RunSource | null, options: FollowOptions): RunFollower {
  return source === null
    ? new LogFollower(log, options)
    : new ForeignFollower(source, formatOf(source.format), options.windows);
}
