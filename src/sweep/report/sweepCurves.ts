import type { CurveBin } from "../table/curves.ts";
import type { SweepRow } from "../table/sweepRow.ts";
import { comparedRows } from "../statistics/analyzeSweep.ts";
import { extremeRuns } from "../statistics/straightness.ts";
import { drawnBins } from "../curves/partCurves.ts";
import type { CurveAsk, Placed } from "../curves/runCurve.ts";

/** Training losses by the name of their run. */
export type SweepCurves = ReadonlyMap<string, Placed>;

/** What figures draw of a run: points evenly apart on a log axis. */
export const figureAsk: CurveAsk = { axis: "@clock", metrics: ["@trainLoss"], points: 120, isLog: true, range: null };

/** The runs whose curves figures draw. */
export function drawnRuns(rows: readonly SweepRow[]): readonly SweepRow[] {
  const { straightest, least } = extremeRuns(comparedRows(rows));
  return [...straightest, ...least];
}

/** The curves that figures draw, of runs whose bins are at hand; the same as from the files that these are written to. */
export function curvesOfBins(rows: readonly SweepRow[], bins: readonly CurveBin[]): SweepCurves {
  const wanted = new Map(drawnRuns(rows).map(({ run }): [string, CurveBin[]] => [run, []]));
  bins.forEach((bin) => (bin.role === "trainLoss" ? wanted.get(bin.run)?.push(bin) : undefined));
  return new Map(
    [...wanted].map(([run, own]) => {
      const numbers = (of: (bin: CurveBin) => number): Float64Array => Float64Array.from(own, of);
      const all = { t: numbers((b) => b.t), mean: numbers((b) => b.mean), n: numbers((b) => b.n) };
      return [run, drawnBins({ ...all, min: numbers((b) => b.min), max: numbers((b) => b.max) }, figureAsk)];
    }),
  );
}
