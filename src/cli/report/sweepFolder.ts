import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "../../log/files/logError.ts";
import { replaceFile } from "../../log/files/replaceFile.ts";
import { sweepJson } from "../../sweep/report/sweepJson.ts";
import type { SweepAnalysis } from "../../sweep/statistics/analyzeSweep.ts";
import { UsageError } from "../terminal/usageError.ts";

/** What is written of a sweep. */
export interface SweepFiles {
  /** The table of runs. */
  readonly csv: string;
  readonly analysis: SweepAnalysis;
}

/** Before hours are spent on reading: whether a sweep can be written there. @throws {UsageError} where a file stands in the place. */
export async function checkFolder(folder: string): Promise<void> {
  const there = await stat(folder).catch(() => null);
  if (there !== null && !there.isDirectory()) {
    throw new UsageError(`--out takes a folder, and ${folder} is a file.`);
  }
}

/**
 * Writes a sweep into a folder, which is made where it is missing; files of other names in it stay. Each file is
 * replaced in one step. Returns the paths of what was written.
 * @throws {LogError} where it cannot be written.
 */
export async function writeSweep(folder: string, { csv, analysis }: SweepFiles): Promise<readonly string[]> {
  const files = new Map<string, string>([
    ["runs.csv", csv],
    ["sweep.json", `${JSON.stringify(sweepJson(analysis), null, 1)}\n`],
  ]);
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw fileError(error, folder, "write");
  }
  for (const [name, content] of files) {
    await replaceFile(join(folder, name), content);
  }
  return [...files.keys()].map((name) => join(folder, name));
}
