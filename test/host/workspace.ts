import { execFile } from "node:child_process";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { commandLine } from "../../scripts/host/places.ts";
import { basics, logText, type LogRecord } from "./records.ts";

/**
 * Writes a small workspace: a run that logs the basics alone. Its tests ask short logs for the metrics of the built-in
 * contract, whatever else they hold.
 */
export async function writeWorkspace(folder: string): Promise<void> {
  await writeText(join(folder, ".vscode", "settings.json"), '{ "slopewise.contract.builtIn": "always" }\n');
  await writeLog(join(folder, "runs", "basics", "metrics.jsonl"), basics(0, 400));
}

/** Writes a log, its folder included. */
export function writeLog(file: string, records: readonly LogRecord[]): Promise<void> {
  return writeText(file, logText(records));
}

/** Writes a file, its folder included. */
export async function writeText(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** Writes one sample run of each scenario, 20 epochs of 100 steps, with the built command line; all ended an hour ago. */
export async function writeSamples(folder: string): Promise<void> {
  const length = ["--epochs", "20", "--steps-per-epoch", "100"];
  await promisify(execFile)(process.execPath, [commandLine, "sample", folder, "--scenario", "all", ...length]);
  await endedAnHourAgo(folder);
}

/** Gives every log below a folder a time that says that its run ended an hour ago. */
export async function endedAnHourAgo(folder: string): Promise<void> {
  const hourAgo = Date.now() / 1000 - 3600;
  for (const path of await readdir(folder, { recursive: true })) {
    if (basename(path) === "metrics.jsonl") {
      await utimes(join(folder, path), hourAgo, hourAgo);
    }
  }
}
