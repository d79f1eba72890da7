import { LogError } from "../../log/files/logError.ts";
import type { CurvesOfRows } from "../../protocol/openedSweep.ts";
import type { CurveAsk, RunCurve } from "../../sweep/curves/runCurve.ts";
import { figureAsk, type SweepCurves } from "../../sweep/report/sweepCurves.ts";
import type { SweepRow } from "../../sweep/table/sweepRow.ts";
import type { SweepFolders } from "./sweepFolders.ts";
import { isTablePath } from "../../run/tableFile.ts";

/** What curves are read from. */
export interface CurveReaders {
  readonly sweeps: Pick<SweepFolders, "curves">;
  readonly runs: { curves(log: string, ask: CurveAsk): Promise<readonly RunCurve[]> };
}

/** Reads the training losses of some of the rows that an analysis is of; undefined where they are of a table alone. A log that cannot be read has none. */
export function curveReader(
  all: readonly SweepRow[],
  { folder, logs }: CurvesOfRows,
  { sweeps, runs }: CurveReaders,
): (rows: readonly SweepRow[]) => Promise<SweepCurves | undefined> {
  const logOf = new Map(all.map((row, place) => [row, logs[place] ?? ""]));
  const curvesOf = async (log: string): Promise<readonly RunCurve[]> =>
    folder === null ? runs.curves(log, figureAsk) : ((await sweeps.curves(folder, [log], figureAsk))[0]?.curves ?? []);
  return async (rows) => {
    if (folder !== null && isTablePath(folder)) {
      return undefined;
    }
    const found = new Map<string, RunCurve>();
    for (const row of rows) {
      const [curve] = await curvesOf(logOf.get(row) ?? "").catch((error: unknown) => {
        if (error instanceof LogError) {
          return [];
        }
        throw error;
      });
      if (curve !== undefined) {
        found.set(row.run, curve);
      }
    }
    return found;
  };
}
