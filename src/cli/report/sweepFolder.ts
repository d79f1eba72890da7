import { createHash } from "node:crypto";
import { rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { replaceFile } from "../../log/files/replaceFile.ts";
import { printableJson } from "../../printable.ts";
import { version } from "../../../package.json";
import type { Figure } from "../../sweep/figures/figure.ts";
import { reportPage } from "../../sweep/html/reportPage.ts";
import { sweepJson } from "../../sweep/report/sweepJson.ts";
import { keptRows, type SweepAnalysis } from "../../sweep/statistics/analyzeSweep.ts";
import type { SweepRow } from "../../sweep/table/sweepRow.ts";
import { UsageError } from "../terminal/usageError.ts";
import { makeFolder, removeOldParts, writePart, type MadePart } from "./partFolder.ts";

/** What is written of a sweep. */
export interface SweepFiles {
  /** The table of runs. */
  readonly csv: string;
  readonly analysis: SweepAnalysis;
  /** The runs that the analysis is of. */
  readonly rows: readonly SweepRow[];
  /** The setting that figures color and group by; the one with the fewest levels where null. */
  readonly group: string | null;
  /** The runs and their curves; null where the sweep is of a table from elsewhere, or of parts. */
  readonly made: MadePart | null;
  /** Logs that could not be used. */
  readonly unusable: number;
  /** What is missing of the sweep, in sentences. */
  readonly missing: readonly string[];
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
export async function writeSweep(folder: string, sweep: SweepFiles): Promise<readonly string[]> {
  const { csv, analysis, unusable, missing, made } = sweep;
  const [figures, wide] = await figuresOf(sweep);
  const rows = keptRows(sweep.rows);
  const files = new Map<string, string | null>([
    ["runs.csv", csv],
    ["sweep.json", `${printableJson(sweepJson(analysis), 1)}\n`],
    ["report.html", reportPage({ rows, analysis, figures, unusable, missing, version, sha256 })],
    ...figures.map(({ name, svg }) => [`${figuresFolder}/${name}.svg`, svg] as const),
    ...wide.map(({ name, svg }) => [`${figuresFolder}/${name}-wide.svg`, svg] as const),
  ]);
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

/** The tables of a sweep made at once; parts of an earlier one beside them would be read as more of its runs. */
async function writeTables(folder: string, made: MadePart): Promise<readonly string[]> {
  const tables = await writePart(folder, made);
  await removeOldParts(folder, tables);
  return tables;
}

const figuresFolder = "figures";

/** Every figure in the widths of one and of two columns. */
async function figuresOf({
  rows,
  analysis,
  group,
}: SweepFiles): Promise<readonly [readonly Figure[], readonly Figure[]]> {
  // What draws is as large as the rest of the program, and most commands draw nothing.
  const { columnWidths, drawFigures } = await import("../../sweep/figures/drawFigures.ts");
  const drawn = (width: number): readonly Figure[] => drawFigures(keptRows(rows), analysis, { width, group });
  return [drawn(columnWidths.one), drawn(columnWidths.two)];
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
