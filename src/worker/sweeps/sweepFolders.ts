import { resolve } from "node:path";
import { t } from "../../l10n.ts";
import { LogError } from "../../log/files/logError.ts";
import type { OpenedSweep } from "../../protocol/openedSweep.ts";
import { stateNameOf } from "../../run/runState.ts";
import { curvePlaces, curvesAt, type PartPlace } from "../../run/partPlaces.ts";
import { readSweepParts } from "../../run/sweepParts.ts";
import { isTablePath } from "../../run/tableFile.ts";
import { inOneBuffer, type CurvesOfLog } from "../../sweep/curves/inOneBuffer.ts";
import type { CurveAsk } from "../../sweep/curves/runCurve.ts";
import { mergeParts, PartsError, type MergedParts, type SweepPart } from "../../sweep/parts/mergeParts.ts";
import { partRows } from "../../sweep/rows/partRows.ts";
import { openTable } from "./sweepTable.ts";
import { openedRows } from "./openedRows.ts";

/** The sweeps that pages show of parts, or of a table alone. Their logs are not read. */
export class SweepFolders {
  /** By folder, what rows call their logs, and where their curves are. */
  readonly #places = new Map<string, ReadonlyMap<string, PartPlace>>();

  /**
   * Reads the parts in a folder, or a table of runs, as they are now.
   * @throws {LogError} where there are no parts, or they are of no one sweep; and where the table is none.
   */
  async open(folder: string): Promise<OpenedSweep> {
    if (isTablePath(folder)) {
      return openTable(folder);
    }
    const parts = await readSweepParts(folder);
    if (parts.length === 0) {
      throw new LogError(
        folder,
        t('{0} contains no parts of a sweep: they are files such as "runs/part-0000.parquet".', folder),
      );
    }
    const merged = mergedOf(parts, folder);
    const rows = partRows(merged, stateNameOf);
    this.#places.set(
      folder,
      curvePlaces(
        parts,
        merged,
        rows.map(({ run }) => run),
      ),
    );
    const places = merged.origins.map(({ part, label, root }) => ({
      ...{ part, path: resolve(folder, root, label.split("#")[0] ?? "") },
    }));
    return { ...openedRows(merged, rows, places), missing: missingOf(merged), hasCurves: true };
  }

  /** The curves of runs of a sweep that was opened, by what its rows call their logs; none for another run. */
  async curves(folder: string, logs: readonly string[], ask: CurveAsk): Promise<readonly CurvesOfLog[]> {
    if (!this.#places.has(folder) && !isTablePath(folder)) {
      // A worker that took the place of another one has opened nothing yet.
      await this.open(folder);
    }
    const places = this.#places.get(folder);
    const known = logs.flatMap((log) => {
      const place = places?.get(log);
      return place === undefined ? [] : [{ log, ...place }];
    });
    const found = await curvesAt(folder, known, ask);
    const drawn = found.map(({ place: { log }, curves }): CurvesOfLog => ({ log, curves }));
    return inOneBuffer(drawn);
  }
}

function mergedOf(parts: readonly SweepPart[], folder: string): MergedParts {
  try {
    return mergeParts(parts);
  } catch (error) {
    throw error instanceof PartsError ? new LogError(folder, error.message) : error;
  }
}

function missingOf({ missing, unusable }: MergedParts): readonly string[] {
  const left =
    unusable > 0
      ? [t("{0} logs could not be used when the parts were made; the output of the jobs says why.", unusable)]
      : [];
  return [...missing, ...left];
}
