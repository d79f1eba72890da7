import type { Engine } from "../../log/read/engine.ts";
import type { WindowLimits } from "../../log/read/windows.ts";
import type { readRun } from "../../formats/discovery/readRun.ts";
import type { readLog } from "../../log/read/readLog.ts";
import type { reviewRun } from "../../review/reviewRun.ts";
import type { summarizeRun } from "../../sweep/table/summarizeRun.ts";
import type { PlaceProbe } from "../places/placeProbe.ts";
import type { followerOf } from "./follow/followerOf.ts";
import type { compareFiles, makeCsv } from "./asked/runCsv.ts";

/** What runs are read, written and reviewed with: put together once, where the worker starts, and passed down. */
export interface RunTools {
  /** What logs are read with. */
  readonly engine: Engine;
  /** Says whether the file system of a log answers, before a call of it that may never end. */
  readonly places: Pick<PlaceProbe, "answers" | "forget">;
  /** Past what a log is too long to be kept. */
  readonly limits: WindowLimits;
  readonly readLog: typeof readLog;
  /** Reads the logs of other formats than JSON Lines. */
  readonly readRun: typeof readRun;
  readonly followerOf: typeof followerOf;
  readonly makeCsv: typeof makeCsv;
  readonly compareFiles: typeof compareFiles;
  readonly reviewRun: typeof reviewRun;
  readonly summarizeRun: typeof summarizeRun;
}
