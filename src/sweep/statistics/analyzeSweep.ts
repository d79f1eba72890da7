import { designOf, type SweepDesign } from "../table/design.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { bestConfiguration, type BestConfiguration } from "./best.ts";
import { groupTables, type GroupTables } from "./groups.ts";
import { heatMaps, usualAxes, type HeatAxes, type HeatMap } from "./heat.ts";
import { modelStandings, type ModelStandings } from "./models.ts";
import { noiseRelations, type NoiseRelation } from "./noise.ts";
import { plateauKneeOf, type PlateauKnee } from "./plateauKnee.ts";
import { predictionOf, type Prediction } from "./prediction.ts";
import { straightnessOf, type Straightness } from "./straightness.ts";
import { robustSlopes, type RobustSlopes } from "./robust.ts";
import { unitsAgreement, type UnitsAgreement } from "./units.ts";
import { isNumber } from "./used.ts";
import { scanWindows, type WindowScan } from "./windows.ts";

/** All that a sweep says, as numbers. */
export interface SweepAnalysis {
  readonly runs: number;
  /** Runs that the prediction uses. */
  readonly used: number;
  readonly excluded: Excluded;
  /** Runs that count with what they have reached so far: they stopped before what was planned, or no other run is over. */
  readonly unfinished: { readonly stopped: number; readonly training: number };
  readonly design: SweepDesign;
  readonly best: BestConfiguration | null;
  readonly prediction: Prediction;
  readonly straightness: Straightness;
  readonly models: ModelStandings;
  readonly windows: WindowScan;
  readonly groups: GroupTables;
  readonly heat: { readonly axes: HeatAxes; readonly maps: ReadonlyMap<string, HeatMap> } | null;
  readonly plateauKnee: PlateauKnee;
  readonly noise: ReadonlyMap<string, NoiseRelation>;
  readonly units: UnitsAgreement;
  readonly robust: RobustSlopes;
}

/** Why runs are left out of the prediction; each run counts once, under the first reason that holds. */
interface Excluded {
  /** By a person's verdict. */
  readonly verdict: number;
  readonly diverged: number;
  /** They may go on, so that their losses are not what they come to. */
  readonly training: number;
  readonly noSlope: number;
  readonly noValidation: number;
  /** Cells of the full grid of settings that no run fills. */
  readonly absent: number;
}

export interface SweepOptions {
  readonly seed: number;
  /** R2 from which a curve counts as straight. */
  readonly straightness: number;
  /** Settings that only repeat a configuration; by their names where null. */
  readonly replicate: readonly string[] | null;
  /** Varying settings whose levels are compared; all of them where null. */
  readonly group: readonly string[] | null;
  /** Settings that the maps are of, where both vary and are two; the usual ones otherwise and where absent. */
  readonly axes?: HeatAxes;
}

/** The options where a contract says nothing. */
export const usualOptions: SweepOptions = { seed: 1, straightness: 0.98, replicate: null, group: null };

/**
 * What the runs of a table say together. Runs that a verdict excludes are left out of everything, and counted. Those that
 * may go on belong to the design, so that nothing seems to be missing, and are left out of all else.
 */
export function analyzeSweep(all: readonly SweepRow[], options: SweepOptions = usualOptions): SweepAnalysis {
  const kept = keptRows(all);
  const design = designOf(kept, options.replicate);
  const rows = comparedRows(kept);
  const axes = axesOf(options.axes, design.varying) ?? usualAxes(rows, design);
  const prediction = predictionOf(rows, design, options);
  return {
    runs: all.length,
    used: rows.filter((row) => reasonOf(row) === null).length,
    excluded: {
      ...countsOf(rows),
      ...{ training: kept.length - rows.length, verdict: all.length - kept.length },
      absent: absentCells(kept, design),
    },
    unfinished: { stopped: countOf(rows, "stopped"), training: countOf(rows, "training") },
    design,
    best: bestConfiguration(rows, design),
    prediction,
    straightness: straightnessOf(rows, design, options.straightness),
    models: modelStandings(rows, design),
    windows: scanWindows(rows, design, options),
    groups: groupTables(rows, design, options.group ?? design.varying),
    heat: axes === null ? null : { axes, maps: heatMaps(rows, design, axes) },
    plateauKnee: plateauKneeOf(rows),
    noise: noiseRelations(rows, design),
    units: unitsAgreement(rows),
    robust: robustSlopes(rows, design),
  };
}

/** The chosen axes where they are two settings that vary; null otherwise. */
function axesOf(chosen: HeatAxes | undefined, varying: readonly string[]): HeatAxes | null {
  return chosen !== undefined && chosen.x !== chosen.y && varying.includes(chosen.x) && varying.includes(chosen.y)
    ? { x: chosen.x, y: chosen.y }
    : null;
}

/** The runs that verdicts leave in. */
export function keptRows(all: readonly SweepRow[]): readonly SweepRow[] {
  return all.filter(({ verdict }) => verdict !== "exclude" && verdict !== "rerun");
}

/**
 * Of the runs that verdicts leave in: those whose losses are compared, since they do not go on. While all go on, or have
 * diverged, they are compared as they are: where each stands is what there is to see of a sweep that has just begun.
 */
export function comparedRows(kept: readonly SweepRow[]): readonly SweepRow[] {
  const over = kept.filter((row) => row.diverged || row.stage !== "training");
  return over.some(({ diverged }) => !diverged) ? over : kept;
}

function countOf(rows: readonly SweepRow[], stage: SweepRow["stage"]): number {
  return rows.filter((row) => !row.diverged && row.stage === stage).length;
}

type Reason = "diverged" | "noSlope" | "noValidation";

function reasonOf({ diverged, measures }: SweepRow): Reason | null {
  if (diverged) {
    return "diverged";
  }
  if (!isNumber(measures.alphaEarly)) {
    return "noSlope";
  }
  return isNumber(measures.bestVal) ? null : "noValidation";
}

function countsOf(rows: readonly SweepRow[]): Readonly<Record<Reason, number>> {
  const reasons = rows.map(reasonOf);
  const count = (reason: Reason): number => reasons.filter((one) => one === reason).length;
  return { diverged: count("diverged"), noSlope: count("noSlope"), noValidation: count("noValidation") };
}

/** Beyond this a grid is no plan that somebody had, and its holes mean nothing. */
const mostCells = 100_000;

function absentCells(rows: readonly SweepRow[], { varying, replicate }: SweepDesign): number {
  const keys = [...varying, ...replicate];
  const levels = keys.map((key) => new Set(rows.map(({ settings }) => settings.get(key))).size);
  const cells = levels.reduce((product, count) => product * count, 1);
  const filled = new Set(rows.map(({ settings }) => keys.map((key) => String(settings.get(key))).join("|"))).size;
  return keys.length === 0 || cells > mostCells || filled < cells / 2 ? 0 : cells - filled;
}
