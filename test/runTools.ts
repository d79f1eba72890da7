import { readRun } from "../src/formats/discovery/readRun.ts";
import { usualLimits } from "../src/log/read/windows.ts";
import { readLog } from "../src/log/read/readLog.ts";
import { reviewRun } from "../src/review/reviewRun.ts";
import { summarizeRun } from "../src/sweep/table/summarizeRun.ts";
import { followerOf } from "../src/worker/runs/follow/followerOf.ts";
import { compareFiles, makeCsv } from "../src/worker/runs/asked/runCsv.ts";
import type { WorkerSettings } from "../src/protocol/worker.ts";
import type { RunTools } from "../src/worker/runs/runTools.ts";
import { engine } from "./engine.ts";

/** File systems that always answer. */
const places: RunTools["places"] = { answers: () => Promise.resolve(true), forget: () => undefined };

/** What the worker puts together for its runs. */
export const runTools: RunTools = {
  engine,
  places,
  limits: usualLimits,
  readLog,
  readRun,
  followerOf,
  makeCsv,
  compareFiles,
  reviewRun,
  summarizeRun,
};

/** Settings under which every run gets a CSV and is held to the built-in contract, and nothing is kept across sessions. */
export const workerSettings: WorkerSettings = {
  csv: "on",
  escapeFormulas: false,
  pollInterval: 50,
  builtIn: "always",
  severities: {},
  silenced: {},
  storage: null,
};
