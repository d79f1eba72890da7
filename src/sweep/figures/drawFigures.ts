import { levelsOf } from "../table/design.ts";
import { comparedRows, type SweepAnalysis } from "../statistics/analyzeSweep.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import type { Figure, FigureInput } from "./figure.ts";
import { groupsFigure } from "./groups.ts";
import { heatFigure } from "./heat.ts";
import { kneesFigure } from "./knees.ts";
import { modelsFigure } from "./models.ts";
import { predictionFigure } from "./prediction.ts";
import type { SweepCurves } from "../report/sweepCurves.ts";
import { mosaicFigure } from "./mosaic.ts";
import { noiseFigure, plateauKneeFigure } from "./scatters.ts";
import { straightnessFigure } from "./straightness.ts";
import { windowsFigure } from "./windows.ts";

export { drawLines } from "./lines/drawLines.ts";
export { columnWidths } from "./figure.ts";

const drawn: readonly ((input: FigureInput) => Figure)[] = [
  predictionFigure,
  heatFigure,
  groupsFigure,
  straightnessFigure,
  mosaicFigure,
  modelsFigure,
  windowsFigure,
  kneesFigure,
  plateauKneeFigure,
  noiseFigure,
];

/** What figures are asked for. */
export interface FigureOptions {
  /** In CSS pixels. */
  readonly width: number;
  /** The setting to color and group by; the varying one with the fewest levels where null. */
  readonly group: string | null;
  /** What a run's mark is labeled with; no label where absent. */
  readonly mark?: (row: SweepRow) => string;
  /** Curves of the runs that figures draw; absent where only a table is known. */
  readonly curves?: SweepCurves | undefined;
}

/**
 * Every figure of a sweep as an SVG of its own, from the rows and their analysis alone; one without the data for it has
 * the reason instead. `kept`: those that verdicts leave in.
 */
export function drawFigures(
  kept: readonly SweepRow[],
  analysis: SweepAnalysis,
  { width, group, mark, curves }: FigureOptions,
): readonly Figure[] {
  const rows = comparedRows(kept);
  const input = { rows, analysis, group: group ?? usualGroup(rows, analysis.design.varying), width, mark, curves };
  return drawn.map((draw) => draw(input));
}

/** The varying setting with the fewest levels; null where none varies. */
export function usualGroup(rows: readonly SweepRow[], varying: readonly string[]): string | null {
  const levels = (key: string): number => levelsOf(rows, key).length;
  const [fewest = null] = [...varying].sort((one, other) => levels(one) - levels(other));
  return fewest;
}
