import { createHash } from "node:crypto";
import { version } from "../../../package.json";
import { sweepFiles } from "../../sweep/html/sweepFiles.ts";
import { cannotConclude } from "../../sweep/report/limits.ts";
import { drawnRuns, type SweepCurves } from "../../sweep/report/sweepCurves.ts";
import { statements } from "../../sweep/report/sentences.ts";
import { analyzeSweep, keptRows, usualOptions } from "../../sweep/statistics/analyzeSweep.ts";
import { runsCsv } from "../../sweep/table/runsCsv.ts";
import type { AnalysisView } from "../../sweep/view/tableView.ts";
import type { SweepRow } from "../../sweep/table/sweepRow.ts";
import type { SweepRun } from "../../sweep/table/sweepRun.ts";
import type { ReportFiles, ShownAnalysis } from "../../protocol/shownAnalysis.ts";

/** Curves of some of the rows; undefined where there are none. */
type CurvesOf = (rows: readonly SweepRow[]) => Promise<SweepCurves | undefined>;

interface AnalysisOptions {
  readonly replicate: readonly string[] | null;
  readonly view: AnalysisView;
  readonly curvesOf: CurvesOf;
}

/** What some runs say together, with every figure of it; the marks of runs have their place among the rows for a label. `replicate`: as in `SweepOptions`. */
export async function sweepAnalysis(
  rows: readonly SweepRow[],
  { replicate, view, curvesOf }: AnalysisOptions,
): Promise<ShownAnalysis> {
  // What draws is as large as the rest of the worker, and most windows never draw a figure.
  const { columnWidths, drawFigures, usualGroup } = await import("../../sweep/figures/drawFigures.ts");
  const analysis = analyzeSweep(rows, { ...usualOptions, replicate, axes: view });
  const { varying } = analysis.design;
  const group = varying.includes(view.group) ? view.group : usualGroup(keptRows(rows), varying);
  const places = new Map(rows.map((row, place) => [row, String(place)]));
  const mark = (row: SweepRow): string => places.get(row) ?? "";
  const kept = keptRows(rows);
  return {
    statements: statements(analysis),
    limits: cannotConclude(analysis),
    figures: drawFigures(kept, analysis, {
      width: columnWidths.one,
      group,
      mark,
      curves: await curvesOf(drawnRuns(kept)),
    }),
    varying,
    shown: { group: group ?? "", x: analysis.heat?.axes.x ?? "", y: analysis.heat?.axes.y ?? "" },
  };
}

/** The files that `slopewise sweep --out` writes of some runs; `missing`: what is missing of them, in sentences. */
export async function sweepReport(
  runs: readonly SweepRun[],
  { replicate, missing, curvesOf }: Omit<AnalysisOptions, "view"> & { readonly missing: readonly string[] },
): Promise<ReportFiles> {
  const analysis = analyzeSweep(runs, { ...usualOptions, replicate });
  const given = { csv: runsCsv(runs), analysis, rows: runs, group: null, unusable: 0, missing };
  const curves = await curvesOf(drawnRuns(keptRows(runs)));
  return { files: [...(await sweepFiles({ ...given, curves, version, sha256 }))] };
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}
