import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { RunReview } from "../../src/review/model/runReview.ts";
import type { briefFinding } from "../../src/contract/texts/describedFinding.ts";
import { installedExtension } from "./session.ts";

/** A review as the command line prints it. */
type PrintedReview = Omit<RunReview, "findings"> & { readonly findings: readonly ReturnType<typeof briefFinding>[] };

/** Runs a command of the installed package. @throws where it fails. */
export async function slopewise(...args: readonly string[]): Promise<string> {
  const cli = join(await installedExtension(), "dist", "cli.js");
  return (await promisify(execFile)(process.execPath, [cli, ...args])).stdout;
}

/** What `slopewise analyze --format json` of the installed package says of a run. */
export async function analyze(path: string): Promise<PrintedReview> {
  return JSON.parse(await slopewise("analyze", path, "--format", "json")) as PrintedReview;
}
