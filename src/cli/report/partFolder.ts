import { mkdir, rm } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { version } from "../../../package.json";
import { fileError } from "../../log/files/logError.ts";
import { readRegular } from "../../log/files/regularFile.ts";
import { replaceFile } from "../../log/files/replaceFile.ts";
import { parquetBytes } from "../../log/parquet/parquetBytes.ts";
import { parquetAbout } from "../../log/parquet/readParquet.ts";
import { curveParts, mostPartBytes, partFileName, partFiles, readSweepPart, runParts } from "../../run/sweepParts.ts";
import { alignedPart, withSettingColumns } from "../../sweep/parts/alignPart.ts";
import type { MergedParts, SweepPart } from "../../sweep/parts/mergeParts.ts";
import { partNotesKey, partNotesText, type PartNotes } from "../../sweep/parts/partNotes.ts";
import type { CurveBin } from "../../sweep/table/curves.ts";
import { curvesParquet, runsParquet, type FileNotes } from "../../sweep/table/runsParquet.ts";
import type { SweepRun } from "../../sweep/table/sweepRun.ts";

/** What every Parquet file of ours says of who made it. */
const versionKey = "slopewise.version";
/** The key of the part that curves belong to. */
const curvesKey = "slopewise.key";

/** The runs of a part of a sweep, and what it says of itself, the folders of its logs by absolute paths. */
export interface MadePart {
  readonly runs: readonly SweepRun[];
  readonly curves: readonly CurveBin[];
  readonly notes: PartNotes;
}

/**
 * Writes a part of a sweep, each of its two files in one step. The table of runs comes last: where it is there, the curves are too.
 * Returns the paths.
 * @throws {LogError} where it cannot be written.
 */
export async function writePart(folder: string, { runs, curves, notes }: MadePart): Promise<readonly string[]> {
  const [curvesPath, runsPath] = placesOf(folder, notes.part);
  await makeFolder(dirname(curvesPath));
  await makeFolder(dirname(runsPath));
  await replaceFile(curvesPath, curvesParquet(curves, { [versionKey]: version, [curvesKey]: notes.key }));
  // Folders that are moved together, or are elsewhere on another machine, still find each other.
  const roots = notes.roots.map((root) => relative(resolve(folder), root).replaceAll(sep, "/"));
  await replaceFile(runsPath, runsParquet(runs, fileNotes(withSettingColumns({ ...notes, roots }, runs))));
  return [runsPath, curvesPath];
}

/** Whether a part is there as its logs give it now. `key`: that of the part if it were made now. */
export async function isCurrentPart(
  folder: string,
  { part, of, key }: Pick<PartNotes, "part" | "of" | "key">,
): Promise<boolean> {
  const [curvesPath, runsPath] = placesOf(folder, part);
  try {
    const { notes } = await readSweepPart(runsPath);
    const curves = parquetAbout(await readPart(curvesPath));
    return key !== "" && notes.key === key && notes.part === part && notes.of === of && curves.get(curvesKey) === key;
  } catch {
    // A part that cannot be read for whatever reason is made again.
    return false;
  }
}

/** Gives the tables of all parts the columns and types of the whole, so that any reader takes them as one. */
export async function alignParts(
  parts: readonly SweepPart[],
  whole: Pick<MergedParts, "columns" | "origins">,
): Promise<void> {
  for (const part of parts) {
    const aligned = alignedPart(part, whole);
    if (aligned !== null) {
      await replaceFile(part.file, parquetBytes(aligned.columns, fileNotes(aligned.notes)));
    }
  }
}

/** Removes what earlier sweeps left in a folder as parts, next to those that stay. Files that are not ours are left. */
export async function removeOldParts(folder: string, staying: readonly string[]): Promise<void> {
  for (const table of [runParts, curveParts]) {
    for (const path of await partFiles(folder, table)) {
      if (!staying.includes(path) && (await isOurs(path))) {
        await rm(path, { force: true });
      }
    }
  }
}

/** Makes a folder and those above it. @throws {LogError} where it cannot. */
export async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw fileError(error, folder, "write");
  }
}

/** The bytes of a part, where it is a file of a fitting size. */
function readPart(path: string): Promise<Uint8Array> {
  return readRegular(path, mostPartBytes);
}

async function isOurs(path: string): Promise<boolean> {
  try {
    return parquetAbout(await readPart(path)).has(versionKey);
  } catch {
    return false;
  }
}

function placesOf(folder: string, part: number): readonly [curves: string, runs: string] {
  const name = partFileName(part);
  return [join(folder, curveParts, name), join(folder, runParts, name)];
}

function fileNotes(notes: PartNotes): FileNotes {
  return { [versionKey]: notes.version, [partNotesKey]: partNotesText(notes) };
}
