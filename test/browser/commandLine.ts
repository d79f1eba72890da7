import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { RunReview } from "../../src/review/model/runReview.ts";
import type { briefFinding } from "../../src/contract/texts/describedFinding.ts";
import { installedExtension } from "./session.ts";

/** A review as the command line prints it. */
type PrintedReview = Omit<RunReview, "findings"> & { readonly findings: readonly ReturnType<typeof briefFinding>[] };

/** What `slopewise analyze --format json` of the installed package says of a run. */
export async function analyze(path: string): Promise<PrintedReview> {
  const cli = join(await installedExtension(), "dist", "cli.js");
  const { stdout } = await promisify(execFile)(process.execPath, [cli, "analyze", path, "--format", "json"]);
  return JSON.parse(stdout) as PrintedReview;
}
