import { LogError } from "../../log/files/logError.ts";
import { printableLines } from "../../printable.ts";
import { curvePlaces, curvesAt } from "../../run/partPlaces.ts";
import { curvesOfBins, drawnRuns, figureAsk, type SweepCurves } from "../../sweep/report/sweepCurves.ts";
import type { SweepRow } from "../../sweep/table/sweepRow.ts";
import type { ParquetColumn } from "../../log/parquet/parquetBytes.ts";
import type { MergedParts, SweepPart } from "../../sweep/parts/mergeParts.ts";
import type { MadePart } from "./partFolder.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Where the curves of a sweep are; both null for a table alone. */
interface CurveSources {
  readonly made: Pick<MadePart, "curves"> | null;
  readonly parts:
    | ({ readonly read: readonly SweepPart[]; readonly columns: readonly ParquetColumn[] } & Pick<
        MergedParts,
        "origins"
      >)
    | null;
}

/** The curves that the figures of a sweep draw; undefined where it has none, or they cannot be read, which is said. `rows`: those that verdicts leave in. */
export async function reportCurves(
  { made, parts }: CurveSources,
  {
    folder,
    rows,
    terminal,
  }: { readonly folder: string; readonly rows: readonly SweepRow[]; readonly terminal: Terminal },
): Promise<SweepCurves | undefined> {
  if (made !== null) {
    return curvesOfBins(rows, made.curves);
  }
  if (parts === null) {
    return undefined;
  }
  const names = parts.columns.find(({ name }) => name === "run")?.cells.map(String) ?? [];
  const wanted = new Set(drawnRuns(rows).map(({ run }) => run));
  const places = [...curvePlaces(parts.read, parts, names).values()].filter(({ run }) => wanted.has(run));
  try {
    const found = await curvesAt(folder, places, figureAsk);
    return new Map(found.flatMap(({ place, curves: [curve] }) => (curve === undefined ? [] : [[place.run, curve]])));
  } catch (error) {
    if (!(error instanceof LogError)) {
      throw error;
    }
    terminal.warn(printableLines(error.message));
    return undefined;
  }
}
