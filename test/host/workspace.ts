import { execFile } from "node:child_process";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { commandLine } from "./places.ts";

/** One record of a log: what was logged at one moment. */
export type LogRecord = Readonly<Record<string, number | string | boolean | null>>;

/** The text of records as a training script would write them. */
export function logText(records: readonly LogRecord[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join("");
}

/** Writes a small workspace: a run that logs the basics alone. */
export async function writeWorkspace(folder: string): Promise<void> {
  await writeLog(join(folder, "runs", "basics", "metrics.jsonl"), basics(0, 400));
}

/** Writes a log, its folder included. */
export function writeLog(file: string, records: readonly LogRecord[]): Promise<void> {
  return writeText(file, logText(records));
}

export async function writeText(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** Writes one sample run of each scenario, 20 epochs of 100 steps, with the built command line; all ended an hour ago. */
export async function writeSamples(folder: string): Promise<void> {
  const length = ["--epochs", "20", "--steps-per-epoch", "100"];
  await promisify(execFile)(process.execPath, [commandLine, "sample", folder, "--scenario", "all", ...length]);
  const hourAgo = Date.now() / 1000 - 3600;
  for (const run of await readdir(folder)) {
    await utimes(join(folder, run, "metrics.jsonl"), hourAgo, hourAgo);
  }
}

const STEPS_PER_EPOCH = 20;

/** Records from step `from` up to and without step `to`: a power law, 20 steps an epoch, nothing of curvature. */
export function basics(from: number, to: number): LogRecord[] {
  return Array.from({ length: to - from }, (_, index) => {
    const step = from + index + 1;
    const epoch = step / STEPS_PER_EPOCH;
    return { step, epoch, time: step * 0.5, lr: 0.001, loss_train_nats: 3 * epoch ** -0.4 };
  });
}
