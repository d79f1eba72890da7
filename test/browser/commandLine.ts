import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { RunReview } from "../../src/review/model/runReview.ts";
import { installedExtension } from "./session.ts";

/** What `slopewise analyze --format json` of the installed package says of a run. */
export async function analyze(path: string): Promise<RunReview> {
  const cli = join(await installedExtension(), "dist", "cli.js");
  const { stdout } = await promisify(execFile)(process.execPath, [cli, "analyze", path, "--format", "json"]);
  return JSON.parse(stdout) as RunReview;
}
