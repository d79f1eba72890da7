import type { CurveAsk, RunCurve } from "../sweep/curves/runCurve.ts";
import type { MergedParts, SweepPart } from "../sweep/parts/mergeParts.ts";
import { grouped } from "../sweep/table/design.ts";
import { readPartCurves, type CurvePlace } from "./sweepParts.ts";

/** Where the curves of a run of a sweep in parts are. */
export interface PartPlace extends CurvePlace {
  readonly part: number;
}

/** Where the curves of each run are, by the path of its log from the folder that was asked for. `runs`: the names of the rows. */
export function curvePlaces(
  parts: readonly SweepPart[],
  { origins }: Pick<MergedParts, "origins">,
  runs: readonly string[],
): ReadonlyMap<string, PartPlace> {
  const ends = new Map(parts.map(({ notes }) => [notes.part, notes.curveEnds]));
  return new Map(
    origins.map(({ label, part, row }, at): [string, PartPlace] => {
      const [start = 0, end = 0] = [ends.get(part)?.[row - 1], ends.get(part)?.[row]];
      return [label, { part, run: runs[at] ?? "", start, end }];
    }),
  );
}

/**
 * The curves at some places, each file opened once; in the order of the parts.
 * @throws {LogError} where a file is not there, cannot be read or is damaged.
 */
export async function curvesAt<Place extends PartPlace>(
  folder: string,
  places: readonly Place[],
  ask: CurveAsk,
): Promise<readonly { readonly place: Place; readonly curves: readonly RunCurve[] }[]> {
  const found: { readonly place: Place; readonly curves: readonly RunCurve[] }[] = [];
  for (const [part, own] of grouped(places, (place) => place.part)) {
    const curves = await readPartCurves(folder, part, { places: own, ask });
    own.forEach((place, at) => found.push({ place, curves: curves[at] ?? [] }));
  }
  return found;
}
