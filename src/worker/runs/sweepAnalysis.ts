import { cannotConclude } from "../../sweep/report/limits.ts";
import { statements } from "../../sweep/report/sentences.ts";
import { analyzeSweep, keptRows, usualOptions } from "../../sweep/statistics/analyzeSweep.ts";
import type { SweepRow } from "../../sweep/table/sweepRow.ts";
import type { ShownAnalysis } from "../../protocol/shownAnalysis.ts";

/** What some runs say together, with every figure of it. `replicate`: as in `SweepOptions`. */
export async function sweepAnalysis(
  rows: readonly SweepRow[],
  replicate: readonly string[] | null,
): Promise<ShownAnalysis> {
  // What draws is as large as the rest of the worker, and most windows never draw a figure.
  const { columnWidths, drawFigures } = await import("../../sweep/figures/drawFigures.ts");
  const analysis = analyzeSweep(rows, { ...usualOptions, replicate });
  return {
    statements: statements(analysis),
    limits: cannotConclude(analysis),
    figures: drawFigures(keptRows(rows), analysis, { width: columnWidths.one, group: null }),
  };
}
