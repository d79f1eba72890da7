import { printableJson } from "../../printable.ts";
import type { SweepCurves } from "../report/sweepCurves.ts";
import type { Figure } from "../figures/figure.ts";
import { sweepJson } from "../report/sweepJson.ts";
import { keptRows, type SweepAnalysis } from "../statistics/analyzeSweep.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { reportName } from "./reportName.ts";
import { reportPage, type ReportInput } from "./reportPage.ts";

/** What a sweep's files are made from. */
export interface SweepFilesInput extends Pick<ReportInput, "unusable" | "missing" | "version" | "sha256"> {
  /** The table of runs. */
  readonly csv: string;
  readonly analysis: SweepAnalysis;
  /** The runs that the analysis is of. */
  readonly rows: readonly SweepRow[];
  /** The setting that figures color and group by; the one with the fewest levels where null. */
  readonly group: string | null;
  /** Curves of the runs that figures draw; absent where only a table is known. */
  readonly curves?: SweepCurves | undefined;
}

const figuresFolder = "figures";

/**
 * The files of a sweep as texts by their path from its folder: its table, its numbers, its report, and its figures in the
 * widths of one and of two columns of a paper. Null for a figure that it has too few data for, so that one of an earlier
 * sweep goes.
 */
export async function sweepFiles(input: SweepFilesInput): Promise<ReadonlyMap<string, string | null>> {
  const { csv, analysis, unusable, missing, version, sha256, curves } = input;
  const rows = keptRows(input.rows);
  // What draws is as large as the rest of the program, and most of the time nothing is drawn.
  const { columnWidths, drawFigures } = await import("../figures/drawFigures.ts");
  const drawn = (width: number): readonly Figure[] =>
    drawFigures(rows, analysis, { width, group: input.group, curves });
  const figures = drawn(columnWidths.one);
  const named = (all: readonly Figure[], ending: string): (readonly [string, string | null])[] =>
    all.map(({ name, svg }) => [`${figuresFolder}/${name}${ending}`, svg] as const);
  return new Map<string, string | null>([
    ["runs.csv", csv],
    ["sweep.json", `${printableJson(sweepJson(analysis), 1)}\n`],
    [reportName, reportPage({ rows, analysis, figures, unusable, missing, version, sha256 })],
    ...named(figures, ".svg"),
    ...named(drawn(columnWidths.two), "-wide.svg"),
  ]);
}
