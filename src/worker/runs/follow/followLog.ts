import type { BlobStore } from "../../../log/follow/followMemory.ts";
import type { WindowReader } from "../../../log/read/windows.ts";
import type { RunName, WorkerSettings } from "../../../protocol/worker.ts";
import { csvModeOf } from "../findings/csvFinding.ts";
import type { RunFollower } from "./runFollower.ts";
import type { RunTools } from "../runTools.ts";

export interface FollowParts {
  readonly settings: WorkerSettings;
  readonly tools: RunTools;
  /** Null where nothing is kept from session to session. */
  readonly store: BlobStore | null;
  readonly onProgress: (read: number, size: number) => void;
  /** Who reads the log where it is too long to be kept. */
  readonly windows: WindowReader;
}

/** The follower of a run's log, as the settings now are. */
export function followLog(name: RunName, { settings, tools, store, onProgress, windows }: FollowParts): RunFollower {
  return tools.followerOf(name.log, name.source ?? null, {
    engine: tools.engine,
    writeCsv: csvModeOf(name.log, settings.csv) === "on",
    escapeFormulas: settings.escapeFormulas,
    csvPath: name.csv ?? undefined,
    state: store ?? undefined,
    // Whether an incomplete last line counts is for the check to say, which knows the run's state.
    isOver: () => true,
    onProgress,
    windows: { reader: windows, limits: tools.limits },
  });
}
