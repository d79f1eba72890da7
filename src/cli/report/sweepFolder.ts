import { mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { fileError } from "../../log/files/logError.ts";
import { replaceFile } from "../../log/files/replaceFile.ts";
import { sweepJson } from "../../sweep/report/sweepJson.ts";
import { keptRows, type SweepAnalysis } from "../../sweep/statistics/analyzeSweep.ts";
import type { SweepRow } from "../../sweep/table/sweepRow.ts";
import { UsageError } from "../terminal/usageError.ts";

/** What is written of a sweep. */
export interface SweepFiles {
  /** The table of runs. */
  readonly csv: string;
  readonly analysis: SweepAnalysis;
  /** The runs that the analysis is of. */
  readonly rows: readonly SweepRow[];
  /** The setting that figures color and group by; the one with the fewest levels where null. */
  readonly group: string | null;
}

/** Before hours are spent on reading: whether a sweep can be written there. @throws {UsageError} where a file stands in the place. */
export async function checkFolder(folder: string): Promise<void> {
  const there = await stat(folder).catch(() => null);
  if (there !== null && !there.isDirectory()) {
    throw new UsageError(`--out takes a folder, and ${folder} is a file.`);
  }
}

/**
 * Writes a sweep into a folder, which is made where it is missing: its table, its numbers and its figures; files of other
 * names in it stay, a figure of an earlier sweep that this one lacks the data for goes. Each file is replaced in one step.
 * Returns the paths of what was written.
 * @throws {LogError} where it cannot be written.
 */
export async function writeSweep(folder: string, sweep: SweepFiles): Promise<readonly string[]> {
  const { csv, analysis } = sweep;
  const files = new Map<string, string>([
    ["runs.csv", csv],
    ["sweep.json", `${JSON.stringify(sweepJson(analysis), null, 1)}\n`],
  ]);
  const absent: string[] = [];
  for (const { file, svg } of await figuresOf(sweep)) {
    if (svg === null) {
      absent.push(file);
    } else {
      files.set(file, svg);
    }
  }
  await makeFolder(join(folder, figuresFolder));
  for (const [name, content] of files) {
    await replaceFile(join(folder, name), content);
  }
  await Promise.all(absent.map((name) => rm(join(folder, name), { force: true })));
  return [...files.keys()].map((name) => join(folder, name));
}

const figuresFolder = "figures";

interface FigureFile {
  /** Path from the sweep's folder. */
  readonly file: string;
  readonly svg: string | null;
}

/** Every figure in the widths of one and of two columns. */
async function figuresOf({ rows, analysis, group }: SweepFiles): Promise<readonly FigureFile[]> {
  // What draws is as large as the rest of the program, and most commands draw nothing.
  const { columnWidths, drawFigures } = await import("../../sweep/figures/drawFigures.ts");
  return Object.entries(columnWidths).flatMap(([columns, width]) =>
    drawFigures(keptRows(rows), analysis, { width, group }).map(({ name, svg }) => ({
      file: `${figuresFolder}/${name}${columns === "one" ? "" : "-wide"}.svg`,
      svg,
    })),
  );
}

async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw fileError(error, folder, "write");
  }
}
