import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { commandLine } from "../host/places.ts";
import type { RunReview } from "../../src/review/runReview.ts";

/** What `slopewise analyze --format json` says of a run. */
export async function analyze(path: string): Promise<RunReview> {
  const { stdout } = await promisify(execFile)(process.execPath, [commandLine, "analyze", path, "--format", "json"]);
  return JSON.parse(stdout) as RunReview;
}
