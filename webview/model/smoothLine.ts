import { thinned } from "../../src/sweep/curves/runCurve.ts";
import { smoothed } from "../../src/sweep/curves/smoothed.ts";
import type { Points } from "../../src/review/model/runPlot.ts";
import type { AxisKind, Range } from "../axes/range.ts";
import type { Series } from "./series.ts";

/** As many places as a line of the table's charts has: the same smoothing looks the same there and here. */
const places = 400;

/**
 * A series within a part of its axis as a smoothed line: means over equal parts of what is seen, then their exponential
 * average, so that a log of any length is smoothed alike. `weight`: of what came before.
 */
export function smoothLine(
  series: Series,
  { range, kind, weight }: { readonly range: Range; readonly kind: AxisKind; readonly weight: number },
): Points {
  const within = series.stretches().map((stretch) => series.indicesWithin(stretch, range));
  const [x, y] = [series.x, series.y].map((all) => joined(within.map(({ start, end }) => all.subarray(start, end))));
  const line = thinned(
    { x: x ?? new Float64Array(0), y: y ?? new Float64Array(0) },
    { points: places, isLog: kind === "log", range },
  );
  return { t: line.x, y: smoothed(line.y, weight) };
}

function joined(parts: readonly Float64Array[]): Float64Array {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) {
    return only;
  }
  const made = new Float64Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    made.set(part, at);
    at += part.length;
  }
  return made;
}
