import { createHash } from "node:crypto";
import { rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { replaceFile } from "../../log/files/replaceFile.ts";
import { version } from "../../../package.json";
import { sweepFiles, type SweepFilesInput } from "../../sweep/html/sweepFiles.ts";
import { UsageError } from "../terminal/usageError.ts";
import { makeFolder, removeOldParts, writePart, type MadePart } from "./partFolder.ts";

/** What is written of a sweep. */
export interface SweepFolder extends Omit<SweepFilesInput, "version" | "sha256"> {
  /** The runs and their curves; null where the sweep is of a table from elsewhere, or of parts. */
  readonly made: MadePart | null;
}

/** Before hours are spent on reading: whether a sweep can be written there. @throws {UsageError} where a file stands in the place. */
export async function checkFolder(folder: string): Promise<void> {
  const there = await stat(folder).catch(() => null);
  if (there !== null && !there.isDirectory()) {
    throw new UsageError(`--out takes a folder, and ${folder} is a file.`);
  }
}

/**
 * Writes a sweep into a folder, which is made where it is missing: its table, its numbers, its figures and a report with all of it; files of other
 * names in it stay, a figure of an earlier sweep that this one has no data for goes. Each file is replaced in one step.
 * Returns the paths of what was written.
 * @throws {LogError} where it cannot be written.
 */
export async function writeSweep(folder: string, { made, ...sweep }: SweepFolder): Promise<readonly string[]> {
  const files = await sweepFiles({ ...sweep, version, sha256 });
  for (const path of [...files.keys()].map(dirname)) {
    await makeFolder(join(folder, path));
  }
  const written: string[] = [];
  for (const [name, content] of files) {
    const path = join(folder, name);
    if (content === null) {
      await rm(path, { force: true });
    } else {
      await replaceFile(path, content);
      written.push(path);
    }
  }
  return made === null ? written : [...written, ...(await writeTables(folder, made))];
}

/** The tables of a sweep made at once; parts of an earlier one next to them would be read as more of its runs. */
async function writeTables(folder: string, made: MadePart): Promise<readonly string[]> {
  const tables = await writePart(folder, made);
  await removeOldParts(folder, tables);
  return tables;
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
