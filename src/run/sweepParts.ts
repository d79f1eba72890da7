import { greatest, least } from "../extremes.ts";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { t } from "../l10n.ts";
import { errorCode } from "../log/files/errorCode.ts";
import { fileError, LogError } from "../log/files/logError.ts";
import { NotRegularFileError, readRegular, TooLargeFileError } from "../log/files/regularFile.ts";
import { readParquet } from "../log/parquet/readParquet.ts";
import { ParquetFile, type RowRange } from "../log/parquet/parquetFile.ts";
import type { CurveAsk, RunCurve } from "../sweep/curves/runCurve.ts";
import { CurveRows, drawnColumns } from "../sweep/curves/partCurves.ts";
import { grouped } from "../sweep/table/design.ts";
import type { SweepPart } from "../sweep/parts/mergeParts.ts";
import { parsePartNotes, partNotesKey } from "../sweep/parts/partNotes.ts";

/** Where the parts of a sweep are, below its folder. */
export const runParts = "runs";
export const curveParts = "curves";

const partFile = /^part-\d+\.parquet$/;

/** A part larger than this was not written by us: it would hold millions of runs. */
export const mostPartBytes = 1024 * 1024 * 1024;

/** Name of the file of a part, which counts from 0. */
export function partFileName(part: number): string {
  return `part-${String(part).padStart(4, "0")}.parquet`;
}

/** The files with parts of a folder's tables, in order; none where it is no folder of parts. @throws {LogError} where it cannot be read. */
export async function partFiles(folder: string, tables: string): Promise<readonly string[]> {
  const path = join(folder, tables);
  try {
    const names = (await readdir(path)).filter((name) => partFile.test(name));
    return names.sort((one, other) => numberIn(one) - numberIn(other)).map((name) => join(path, name));
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(errorCode(error) ?? "")) {
      return [];
    }
    throw fileError(error, path, "read");
  }
}

/** The parts of a sweep in a folder, without their curves; none where it is no folder of parts. @throws {LogError} where one cannot be used. */
export async function readSweepParts(folder: string): Promise<readonly SweepPart[]> {
  const parts: SweepPart[] = [];
  for (const path of await partFiles(folder, runParts)) {
    parts.push(await readSweepPart(path));
  }
  return parts;
}

/** One part of a sweep from its file. @throws {LogError} where it cannot be read, is damaged, or is no part of a sweep. */
export async function readSweepPart(path: string): Promise<SweepPart> {
  const bytes = await bytesOf(path);
  const { columns, about } = await readParquet(bytes).catch((cause: unknown) => {
    throw damaged(path, cause);
  });
  const notes = parsePartNotes(about.get(partNotesKey) ?? "");
  if (notes === null) {
    throw new LogError(
      path,
      t("{0} does not say which part of a sweep it is: it was not written by this version.", path),
    );
  }
  return { file: path, notes, columns };
}

/** Where the curves of a run are in the file of its part. */
export interface CurvePlace extends RowRange {
  /** The run's name. */
  readonly run: string;
}

/**
 * The curves of some runs of a part, in their order. Only the parts of the file that hold them are read. `folder`: that of the parts.
 * @throws {LogError} where the file is not there, cannot be read or is damaged.
 */
export async function readPartCurves(
  folder: string,
  part: number,
  { places, ask }: { readonly places: readonly CurvePlace[]; readonly ask: CurveAsk },
): Promise<readonly (readonly RunCurve[])[]> {
  const path = join(folder, curveParts, partFileName(part));
  const file = await ParquetFile.open(path).catch((error: unknown) => {
    throw errorCode(error) === null ? damaged(path, error) : fileError(error, path, "read");
  });
  try {
    return await drawnFrom(file, places, ask);
  } catch (error) {
    throw damaged(path, error);
  } finally {
    await file.close();
  }
}

async function drawnFrom(
  file: ParquetFile,
  places: readonly CurvePlace[],
  ask: CurveAsk,
): Promise<readonly RunCurve[][]> {
  const { groups } = file;
  const curves = places.map((): RunCurve[] => []);
  const found = [...places.entries()].filter(([, { start, end }]) => start < end && end <= file.rows);
  for (const [, own] of grouped(found, ([, { start }]) => groups.findLastIndex((row) => row <= start))) {
    const start = least(own.map(([, place]) => place.start));
    const end = greatest(own.map(([, place]) => place.end));
    const rows = new CurveRows(await file.columns(drawnColumns, { start, end }), start);
    own.forEach(([at, place]) => (curves[at] = rows.curvesOf(place.run, place, ask)));
  }
  return curves;
}

function damaged(path: string, cause: unknown): LogError {
  return new LogError(path, t("{0} is damaged or not a Parquet file. Make this part again.", path), { cause });
}

async function bytesOf(path: string): Promise<Uint8Array> {
  try {
    return await readRegular(path, mostPartBytes);
  } catch (error) {
    if (error instanceof NotRegularFileError || error instanceof TooLargeFileError) {
      throw new LogError(path, t("{0} is not a part of a sweep.", path));
    }
    throw fileError(error, path, "read");
  }
}

function numberIn(name: string): number {
  return Number(/\d+/.exec(name)?.[0] ?? 0);
}
